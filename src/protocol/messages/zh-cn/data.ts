import { dataMessages } from '../data.ts';
import { translation } from '../translation.ts';

export const data = translation(dataMessages, {
  'data.missing': '{file} 处没有数据。请检查路径。',
  'data.unreadable': '无法读取 {file}（{reason}）。请检查它的权限。',
  'data.not-folder': '{file} 是文件，这里需要文件夹。请指定它所在的文件夹。',
  'data.unknown-kind':
    '{source} 处没有可读取的数据。请指定 .npz 文件，或包含 .npy 文件、图像或 test_data_set_* 文件夹的文件夹。',
  'data.empty': '{source} 中没有样本。请检查路径，或重新生成数据。',
  'data.damaged': '{file} 已损坏：{reason}。请重新复制或生成。',
  'data.became-shorter': '文件变短了',
  'data.truncated': '{file} 少了结尾的 {missing} 字节。请重新复制或生成。',
  'data.size-mismatch': '{file} 的内容比它声明的多，说明它已损坏或是恶意文件。请重新生成。',
  'data.input-not-tensor': '{file} 的输入“{input}”不是稠密张量，而只有稠密张量可以输入。请导出输入为张量的模型。',

  'data.zip-entries': '{file} 有 {count} 个成员，超过了任何模型所需的 {limit} 个。请制作较小的压缩包。',
  'data.zip-offset': '偏移量为 {offset}，而文件只有 {size} 字节',
  'data.zip-twice': '{file} 中有两个名为 {member} 的成员。请用 numpy.savez 重新生成。',
  'data.zip-encrypted': '{file} 中的 {member} 已加密。请制作不带密码的压缩包。',
  'data.zip-method': '{file} 中 {member} 的压缩方式不受支持。请用 numpy.savez_compressed 重新生成。',
  'data.zip-bomb':
    '{file} 中的 {member} 声明为 {declared} 字节，而压缩后的 {compressed} 字节不可能容纳这么多。它已损坏或是恶意文件，请重新生成。',

  'data.npy-malformed': '{file} 不是 NumPy 数组：{reason}。请用 numpy.save 重新保存。',
  'data.npy-magic': '开头不是 NumPy 数组的标志',
  'data.npy-version': '格式版本为 {version}',
  'data.npy-header-size': '文件头有 {length} 字节',
  'data.npy-no-dictionary': '文件头不是字典',
  'data.npy-header-lacks': '文件头缺少类型、顺序或形状',
  'data.npy-shape': '形状为 ({shape})',
  'data.npy-size': '按形状和类型，{file} 应有 {declared} 字节，实际为 {actual} 字节。请用 numpy.save 重新保存。',
  'data.npy-pickle':
    '{file} 中保存的是 Python 对象，它们可能执行任意代码，因此不予读取。请保存数值：numpy.save(file, array.astype("float32"))。',
  'data.npy-structured': '结构化类型',
  'data.npy-type': '{file} 的元素类型为 {type}，没有模型接受它。请在保存前转换：array.astype("float32")。',

  'data.array-missing': '{source} 中没有输入“{input}”的数据（现有：{present}）。请按输入的名称命名数组。',
  'data.shape-mismatch': '{array} 的形状为 {shape}，而输入“{input}”需要 {expected}。请以该形状保存，样本沿第一维排列。',
  'data.type-mismatch': '{array} 的类型为 {from}，而输入“{input}”需要 {to}。请在保存前转换。',
  'data.value-out-of-range':
    '{array} 的类型为 {from}，其中的值 {value} 无法被类型为 {to} 的输入“{input}”精确表示。请在保存前转换或缩放。',
  'data.feed-too-large': '{array} 的一个样本有 {bytes} 字节，超过了可输入的上限 {limit}。请检查它的形状。',
  'data.counts-differ':
    '{source} 中各数组的样本数不同：{one} 有 {oneCount} 个，{other} 有 {otherCount} 个。请为每个输入保存相同的样本。',
  'data.rows-left': '{array}：最后 {rows} 个样本不足一个批次（{batch}），已略去。',
  'data.test-set-inputs': '{source} 有 {count} 个输入，但没有输入“{input}”。请补上缺少的 input_*.pb。',
  'data.not-tensor':
    '{file} 中没有稠密张量：{reason}。不支持序列（sequence）和可选值（optional）；如果文件已损坏，请重新生成。',

  'data.label-kind': '{file} 不是标签文件。请提供每行为 file,label 的 .csv，或 .txt、.npy、.npz。',
  'data.label-array': '{file} 中没有名为“labels”的数组（现有：{present}）。请以该名称保存标签。',
  'data.label-shape': '{array} 的形状为 {shape}。每个样本的标签应是一个整数：请以 [samples] 形状保存。',
  'data.label-count': '{source} 有 {labels} 个标签，却有 {samples} 个样本。请为每个样本提供一个标签。',
  'data.label-missing': '{source} 的第 {position} 个标签为空。请为每个样本提供标签。',
  'data.label-invalid': '{source} 中有标签 {label}。标签应为从 0 开始的类别编号，或类别名称。',
  'data.class-unknown': '{source} 中的标签 {label} 不在 {file} 的类别名称中。请在其中添加。',
  'data.classes-numbered':
    '{source} 的 {count} 个类别名称已按排序编号，从 {first} 到 {last}。如果模型的编号不同，请提供类别名称文件。',
  'data.labelled-missing': '{file} 有标签，但不在 {source} 中。请检查标签中的文件名。',

  'data.image-input':
    '输入“{input}”为 {type} {shape}，不能接收图像。图像只能用于四维的 float 或 uint8 输入：请改用 .npz。',
  'data.image-other-input': '除“{input}”外，模型还需要“{other}”，而图像只能提供一个输入。请提供包含两者的 .npz。',
  'data.image-channels': '输入“{input}”有 {channels} 个通道，而图像只有 1 或 3 个。请设置布局，或改用 .npz。',
  'data.image-size': '输入“{input}”的{side}固定为 {own}，不能选 {given}。请去掉此选项。',
  'data.width': '宽度',
  'data.height': '高度',
  'data.image-resize': '短边为 {resizeTo} 像素时无法覆盖输入“{input}”，至少需要 {needed}。请选择不小于它的值。',
  'data.image-statistics':
    '{option} 有 {count} 个值，而输入“{input}”有 {channels} 个通道。请给出一个值，或每个通道一个值。',
  'data.image-integer': '输入“{input}”的像素类型为 {type}，因此 scale、mean 和 std 不适用。请使用预设 raw。',
  'data.image-unreadable': '无法读取图像 {file}：{reason}。请修复它，或把它移出文件夹。',
  'data.image-decoded': '解码后为 {width} × {height} × {channels}',
  'data.image-no-folder': '图像 {file} 不在 {source} 的任何子文件夹中，因此没有类别。请把它移入某个子文件夹。',
  'data.images-few': '{source} 有 {count} 张图像，而模型一次需要 {batch} 张。请添加图像。',
  'data.assumed-preset': '输入“{input}”：假定像素按 {preset} 归一化。请指定训练模型时所用的预设。',

  'data.unknown-dimension': '模型没有可设置大小的动态维度或输入“{name}”（现有：{known}）。请检查名称。',
  'data.assumed-dimension':
    '输入“{input}”：第 {axis} 维（{dimension}）大小未定，假定为 {size}。如果模型需要其他大小，请指定。',
  'data.assumed-integers': '输入“{input}”：已生成 {low} 到 {high} 的整数。',
  'data.synthetic': '合成数据',
  'data.synthetic-type': '无法为类型为 {type} 的输入“{input}”生成数值。请提供真实数据。',
  'data.synthetic-shape': '模型中没有输入“{input}”的形状，无法生成数值。请指定它的形状。',

  'data.feedback-input': '输出“{output}”无法反馈给“{input}”：没有该输入，或它已被反馈两次（输入：{known}）。',
  'data.feedback-output': '“{output}”无法反馈给“{input}”：模型没有该输出（输出：{known}）。',

  'metric.top-1': 'top-1',
  'metric.top-k': 'top-{k}',
  'metric.agreement': '一致率',
  'metric.user': '{name}',
  'metric.output-missing': '没有可供测量的数值输出“{output}”（输出：{present}）。请检查它的名称。',
  'metric.label-rows':
    '输出“{output}”有 {rows} 行，而样本有 {labels} 个标签。请为每行提供一个标签，或使用不带标签的数据。',
  'metric.label-range':
    '有一个标签为 {label}，而输出“{output}”只有 {classes} 个类别（从 0 开始）。请确认标签属于该模型。',
  'metric.module-invalid':
    '{file} 不是指标。它的默认导出需要 name、higherIsBetter 和 create()，而 create() 的返回值需要 add(sample, outputs) 和 result()。',
  'metric.module-failed': '指标 {file} 在 {step} 中出错：{reason}。请修正该模块。',
  'metric.module-result': '指标 {file} 的 result() 返回 {value}，它不是数值。请修正该模块。',
});
