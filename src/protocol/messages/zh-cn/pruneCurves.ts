import { pruneCurvesMessages } from '../pruneCurves.ts';
import { translation } from '../translation.ts';

export const pruneCurves = translation(pruneCurvesMessages, {
  'pruneCurves.stage-finding': '查找可去掉的部分',
  'pruneCurves.stage-measuring': '逐层去掉各个比例',
  'pruneCurves.budget': '时间已到，尚未测完每层的每个比例。',
  'pruneCurves.no-curve': '仅对通道和权重测量每层可去掉多少。秩请查看分解的计划。',
  'pruneCurves.not-repaired': '没有修复：修复之后模型损失更小。',
  'pruneCurves.layers': '层',
  'pruneCurves.units': '通道或权重数',
  'pruneCurves.without': '去掉 {share}',
  'pruneCurves.macs-left': '剩余 MAC',
  'pruneCurves.parameters-left': '剩余参数',
  'pruneCurves.expected': '预计 SQNR',
  'pruneCurves.reduced': '有所减少的层数',

  'cli.curves': '显示每层在去掉各个比例后的承受情况，以及哪些比例组合损失最小。',
  'cli.group-curves': '尝试什么：',
  'cli.curves-heading': '{model}：每层可去掉多少（{samples}）',
  'cli.curves-legend': '去掉一组或一层的该比例且不修复时，受影响最大的输出的 SQNR；承受力最差者在前。',
  'cli.curves-together': '所有层一起',
  'cli.curves-together-legend': '若各层噪声如独立误差般相加，这些比例以最小噪声换取节省。全部结果见 JSON。',
  'cli.curves-untouched': '{name}（{operator}）保持原样：{reason}',
  'cli.examples-curves': `示例：
  whittle curves model.onnx --data calibration.npz
  whittle curves model.onnx --data calibration.npz --kind weights --levels 4 --budget 60
  whittle curves model.onnx --json > curves.json`,
});
