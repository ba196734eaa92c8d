import { cliMessages } from '../cli.ts';
import { translation } from '../translation.ts';

export const cli = translation(cliMessages, {
  'cli.description': '让神经网络更小、更快：输入 ONNX 模型，输出经过验证的 ONNX 模型。',
  'cli.inspect': '显示模型的内容：输入、输出、算子集、算子、参数量、MACs。',
  'cli.propose': '说明一个模型最好如何量化、使用其旁边的哪些数据，以及原因。',
  'cli.quantize': '将模型量化为 8 位整数，与原模型比较结果，并生成报告。',
  'cli.coverage': '显示每个节点是否会以整数运行及其原因，不写入任何内容。',
  'cli.evaluate': '用数据评测一个模型，或与另一个模型对比。',
  'cli.model': '.onnx 文件',
  'cli.version': '显示版本',
  'cli.help': '显示此帮助',

  'cli.exit-codes': `退出码：
  0    完成
  1    任务失败，消息会说明该怎么做
  2    无法理解命令行
  3    结果已写入，但低于下限（quantize、prune、factorize、run）
  4    --fail-if 的某个条件成立，或无法判断（bench）
  70   Whittle 的缺陷
  130  已取消`,
  'cli.examples': `示例：
  whittle inspect model.onnx
  whittle propose model.onnx
  whittle quantize model.onnx --data calibration.npz
  whittle prune model.onnx --ratio 0.5 --data calibration.npz
  whittle coverage model.onnx
  whittle evaluate model.int8.onnx --data test.npz --against model.onnx
  whittle bench model.onnx model.int8.onnx --data test.npz
  whittle run small.whittle.json model.onnx`,
  'cli.examples-inspect': `示例：
  whittle inspect model.onnx
  whittle inspect model.onnx --dim batch=8 --json`,
  'cli.examples-propose': `示例：
  whittle propose model.onnx
  whittle propose model.onnx --data photos/
  whittle propose model.onnx --json`,
  'cli.examples-quantize': `.npz 中的数组按模型的输入命名，标签放在 "labels" 中。

示例：
  whittle quantize model.onnx --data calibration.npz
  whittle quantize model.onnx --data calibration.npz --evaluate test.npz --observer entropy -o small.onnx
  whittle quantize model.onnx --data photos/ --image-preset imagenet --labels-from folders
  whittle quantize model.onnx --data calibration.npz --exclude-operators Softmax --exclude-nodes '/head/*'
  whittle quantize model.onnx --data calibration.npz --evaluate test.npz --mixed --floor top1=-0.5
  whittle quantize model.onnx --method dynamic
  whittle quantize model.onnx --data-kind synthetic --dim batch=1`,
  'cli.examples-coverage': `示例：
  whittle coverage model.onnx
  whittle coverage model.onnx --preset tensorrt
  whittle coverage model.onnx --method dynamic --json`,
  'cli.examples-evaluate': `示例：
  whittle evaluate model.onnx --data test.npz
  whittle evaluate model.int8.onnx --data test.npz --against model.onnx`,

  'cli.group-method': '量化：',
  'cli.group-data': '数据：',
  'cli.group-output': '输出：',
  'cli.group-verify': '比较：',
  'cli.group-run': '运行：',
  'cli.switch-off': '关闭：{help}',

  'cli.option-invalid': '--{flag} {reason}。',
  'cli.option-part-invalid': '--{flag} 中的 {part} {reason}。',
  'cli.option-unfit': '--{flag} 在此不适用。请去掉它，或参阅 --help。',
  'cli.setting-invalid': '设置项 {setting} {reason}。',
  'cli.json-missing': '找不到文件 {file}。请提供花括号中的 JSON，或 JSON 文件的路径。',
  'cli.json-malformed': '{text} 不是 JSON：{reason}。',
  'cli.data-missing': '评测模型需要数据。请提供数据：--data。',

  'cli.error': '错误：{text}',
  'cli.defect': '这是 Whittle {version} 的缺陷。请附上以下内容报告：',
  'cli.cancelled': '已取消。没有写入任何内容。',
  'cli.time-left': '{text}  剩余 {time}',
  'cli.below-floor': '结果低于下限，已保留。',
  'cli.written': '已写入 {file}',
  'cli.report-written': '报告在 {file}',

  'cli.column-output': '输出',
  'cli.column-sqnr': 'SQNR',
  'cli.column-cosine': '余弦相似度',
  'cli.column-maximum-error': '最大误差',
  'cli.node-and-others': '{node}（+{count}）',
  'cli.nodes-folded': '（+1）表示文件中另有一个节点折叠进此节点。',
  'cli.samples': '{source} 中的 {count} 个样本',
  'cli.labelled-samples': '{source} 中的 {count} 个带标签样本',
  'cli.samples-synthetic': '{count} 个合成样本',
  'cli.no-metrics': '模型已在所有样本上运行。没有标签，也没有另一个模型（--against），因此没有可测量的指标。',

  'cli.fact-method': '方法',
  'cli.fact-preset': '预设',
  'cli.fact-data': '数据',
  'cli.fact-or': '或',
  'cli.fact-evaluation': '评估',
  'cli.unfit': '未使用：{file}。{reason}',
  'cli.no-data-static':
    '模型旁边没有可以输入它的数据。请指定数据（--data），或为初步了解而生成数据（--data-kind synthetic），或使用动态量化（--method dynamic）。',
  'cli.no-data-dynamic': '模型旁边没有可以输入它的数据，因此用生成的数据来比较结果。',
});
