import { onnxMessages } from '../onnx.ts';
import { translation } from '../translation.ts';

export const onnx = translation(onnxMessages, {
  'onnx.file-missing': '找不到文件 {file}。请检查路径。',
  'onnx.file-unreadable': '无法读取 {file}（{reason}）。请检查它的权限。',
  'onnx.empty': '{file} 是空文件。请重新下载或导出模型。',
  'onnx.not-a-model': '{file} 不是 ONNX 模型：其中没有计算图。请先将网络导出为 ONNX。',
  'onnx.other-format': '{file} 不是 ONNX 模型：文件开头属于其他格式。请选择网络的 .onnx 文件，或先将网络导出为 ONNX。',
  'onnx.lfs-pointer': '{file} 只是一个指针：Git LFS 尚未下载模型本身。请在其所在文件夹中运行“git lfs pull”。',
  'onnx.malformed': '{file} 在第 {offset} 字节处损坏：{reason}。请重新下载或导出模型。',
  'onnx.damaged': '{file} 已损坏：{reason}。请重新下载或导出模型。',
  'onnx.description-deep': '某个类型嵌套过深',
  'onnx.description-broken': '对值、属性或模型的描述不完整或类型不符',
  'onnx.bytes-end': '文件在一个值的中间结束',
  'onnx.bytes-length': '声明的长度为 {length} 字节，但只剩 {left} 字节',
  'onnx.bytes-field-number': '字段编号无效',
  'onnx.bytes-endless-number': '有一个数没有结尾',
  'onnx.bytes-wire-type': '线格式类型为 {wireType}，ONNX 文件不使用这种类型',
  'onnx.bytes-empty-node': '有一个节点没有算子',
  'onnx.bytes-reserved-field': '使用了保留字段',
  'onnx.bytes-two-payloads': '同一个张量有两份数据',
  'onnx.too-deep': '{file} 的子图嵌套超过 {limit} 层，没有运行时能执行。请重新导出模型。',
  'onnx.structure-too-large':
    '{file} 的节点和属性（不含权重）需要超过 {gigabytes} GB 内存。请将模型分成几部分导出；如果它本不该这么大，请重新导出。',
  'onnx.changed': '{file} 在打开后被其他程序修改。请重新运行命令以使用新版本。',
  'onnx.truncated-tensor':
    '{file} 中的张量“{tensor}”应有 {expected} 字节，实际为 {actual} 字节。请重新下载或导出模型。',
  'onnx.wrong-field': '{file} 中的张量“{tensor}”把元素存放在另一种元素类型的字段中。请重新导出模型。',
  'onnx.too-sparse':
    '{file} 中的稀疏张量“{tensor}”展开后需要 {megabytes} MB，与存储的内容完全不成比例。请重新导出模型。',
  'onnx.bad-dimensions': '{file} 中的张量“{tensor}”的维度 [{dims}] 无效。请重新导出模型。',
  'onnx.bad-element-type': '{file} 中的张量“{tensor}”的元素类型为 {code}，ONNX 格式没有这种类型。请重新导出模型。',
  'onnx.external-missing':
    '“{tensor}”的权重应在 {file} 旁边的 {location} 中，但该文件不存在。请把数据文件放到模型旁边。',
  'onnx.external-outside':
    '“{tensor}”的权重指向 {file} 所在文件夹之外（{location}），这是不允许的。请把数据文件移到模型旁边。',
  'onnx.external-short': '{file} 的数据文件 {location} 不够长，放不下“{tensor}”的权重。请重新复制数据文件。',
  'onnx.duplicate-output': '{file} 中有两个节点都输出张量“{tensor}”。请重新导出模型。',
  'onnx.recursive-function': '{file} 的函数调用了自身（{functions}），没有任何运行时能运行它。请重新导出模型。',
  'onnx.cycle': '{file} 的节点经过“{node}”形成了环。请重新导出模型。',
  'onnx.no-opset': '{file} 没有说明所用的 ONNX 算子集版本。请重新导出模型。',
  'onnx.exists': '{file} 已存在。请换一个名称，或允许覆盖（--force）。',
  'onnx.folder-missing': '文件夹 {folder} 不存在。请创建它，或选择其他输出位置。',
  'onnx.write-failed': '无法写入 {file}（{reason}）。请换一个位置，或释放一些空间。',
  'onnx.same-file': '{file} 就是模型本身，而 Whittle 从不修改输入。请选择其他输出。',
});
