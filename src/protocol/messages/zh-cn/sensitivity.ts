import { sensitivityMessages } from '../sensitivity.ts';
import { translation } from '../translation.ts';

export const sensitivity = translation(sensitivityMessages, {
  'sensitivity.cache-unreadable': '{file} 不是保存的结果：将忽略它并重新测量。',
  'sensitivity.cache-unwritable': '无法将结果保存在 {folder}（{reason}）：下次将重新测量。',
  'sensitivity.stage-symptom': '比较所有层',
  'sensitivity.stage-whole': '运行量化后的模型',
  'sensitivity.stage-cause': '逐层测量',
  'sensitivity.synthetic': '样本是生成的：在真实数据上受影响的可能是另外的层。',
  'sensitivity.few-samples': '只有 {count} 个样本：各层的排序可能是偶然的。',
  'sensitivity.calibration-limited': '范围来自 {all} 个样本中的 {count} 个，足以看出哪些层受影响。',
  'sensitivity.unstable-symptom': '按每层的误差，两半样本给出的排序不同（秩相关 {correlation}）。请用更多样本测量。',
  'sensitivity.unstable-cause':
    '按每层单独对输出的影响，两半样本给出的排序不同（秩相关 {correlation}）。请用更多样本测量。',
  'sensitivity.budget-layers': '时间已用完：有 {count} 层没有单独测量。已知最差的层最先测量。',
  'sensitivity.budget-apart': '时间已用完：缺少 {count} 次对权重和激活分别的测量，或除一层外全部量化的测量。',
  'sensitivity.kept': '已于 {when} 测量并保存：模型、数据和选项相同。',
  'sensitivity.cause-figure': '仅量化此层时输出的 SQNR（dB）',
  'sensitivity.symptom-figure': '量化模型中此层的 SQNR（dB）',
  'sensitivity.file-empty': '{file} 是空的：请重新测量各层。',
  'sensitivity.file-foreign': '{file} 是 JSON，但不是各层的测量结果。请提供分析所写的 JSON 文件。',
  'sensitivity.file-not-json': '{file} 不是 JSON：它被截断或修改过。请重新测量各层。',
  'sensitivity.file-newer':
    '{file} 由更新版本的 Whittle 写入（其格式为 {version}，此版本可读取 {readable}）。请更新 Whittle。',
  'sensitivity.file-invalid': '{file} 已损坏：缺少“{place}”，或其内容不正确。请重新测量各层。',
  'cli.sensitivity-command': '找出受量化影响的层，以及对输出损害最大的层。',
  'cli.sensitivity-examples': `示例：
  whittle sensitivity model.onnx --data calibration.npz
  whittle sensitivity model.onnx --data calibration.npz --plan
  whittle sensitivity model.onnx --data photos/ --signal cause --budget 2m --top 20
  whittle sensitivity model.onnx --data calibration.npz --json found.json --csv layers.csv
  whittle sensitivity model.onnx --data texts.npz --method dynamic

--signal 的 symptom、cause 或 both 也可以写作 --method。两者的节点数据写入两个文件：
--node-data out.json 写入 out.symptom.json 和 out.cause.json。`,
  'cli.sensitivity-group-measured': '测量内容：',
  'cli.sensitivity-option-method': '模型如何量化：static 或 dynamic；或测量什么，同 --signal',
  'sensitivity.option-json': '将全部结果写为 JSON；单独使用或为 - 时，将结果写到标准输出',
  'sensitivity.option-csv': '写出各层的表格',
  'sensitivity.option-node-data': '写出 Model Explorer 的节点数据，用于为图着色',
  'sensitivity.option-plan': '只说明需要的代价',
  'sensitivity.option-cache': '保存结果，或取用模型、数据和选项相同的已保存结果',
  'cli.sensitivity-doubled-output': '有两个结果要写入 {file}。请为每个结果指定单独的文件。',
  'cli.sensitivity-plan-line': '{samples} 个样本上的 {layers} 层：运行模型 {runs} 次，约 {time}，内存 {memory}。',
  'cli.sensitivity-plan-line-synthetic':
    '{samples} 个生成的样本上的 {layers} 层：运行模型 {runs} 次，约 {time}，内存 {memory}。',
  'cli.sensitivity-plan-runs': '运行次数',
  'cli.sensitivity-plan-time': '时间',
  'cli.sensitivity-plan-calibration': '准备和校准',
  'cli.sensitivity-plan-symptom': '将所有层与浮点比较',
  'cli.sensitivity-plan-cause': '逐层测量',
  'cli.sensitivity-plan-all': '总计',
  'cli.sensitivity-plan-naive': '若每次都从头运行，{layers} 层需要运行 {runs} 次。',
  'cli.sensitivity-until-cancelled': '取消之前的发现：',
  'cli.sensitivity-by-static': '静态量化',
  'cli.sensitivity-by-dynamic': '动态量化',
  'cli.sensitivity-heading': '{model}，{method}，{samples}',
  'cli.sensitivity-more-layers': '… 还有 {count} 层：--json 和 --csv 包含全部。',
  'cli.sensitivity-stability-cause': '按影响排序：两半样本的秩相关为 {correlation}；名次的不确定范围为 {width}。',
  'cli.sensitivity-stability-symptom': '按症状排序：两半样本的秩相关为 {correlation}；名次的不确定范围为 {width}。',
  'cli.sensitivity-answers-changed': '{share} 的答案改变',
  'cli.sensitivity-whole': '整个模型量化后：SQNR {fused}，观察时为 {observed}',
  'cli.sensitivity-whole-fused': '整个模型量化后：SQNR {fused}',
  'cli.sensitivity-column-layer': '层',
  'cli.sensitivity-column-operator': '算子',
  'cli.sensitivity-column-cause': '影响',
  'cli.sensitivity-column-symptom': '症状',
  'cli.sensitivity-column-weights': '权重',
  'cli.sensitivity-column-changed': '改变',
  'cli.sensitivity-column-divergence': '散度',
  'cli.sensitivity-column-of-weights': '其权重',
  'cli.sensitivity-column-of-activations': '其激活',
  'cli.sensitivity-column-all-but': '除它以外',
  'cli.sensitivity-next': '要将最差的层保留为浮点：',
  'cli.sensitivity-legend': '影响：仅量化此层时输出的 SQNR。症状：量化模型中此层的 SQNR。权重：仅权重的 SQNR。',
  'cli.sensitivity-search': '要让搜索找出哪些层：',
  'cli.sensitivity-no-need': '量化后的模型与原模型给出相同的答案：没有层必须保留为浮点。',
});
