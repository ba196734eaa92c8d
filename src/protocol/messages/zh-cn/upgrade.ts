import { translation } from '../translation.ts';
import { upgradeMessages } from '../upgrade.ts';

export const upgrade = translation(upgradeMessages, {
  'upgrade.too-old':
    '{file} 使用的 ONNX 算子集版本为 {opset}，Whittle 需要 {oldest} 或更高版本。请以 opset 13 或更高版本重新导出网络。',
  'upgrade.batch-statistics':
    '{file} 中的 BatchNormalization“{node}”会输出批次统计量，而新版本的 ONNX 算子不再支持。请以推理模式导出网络。',
  'upgrade.scan-lengths':
    '{file} 中的 Scan“{node}”接受不同长度的序列，而新版本的 ONNX 算子无法表达。请以 opset 9 或更高版本重新导出网络。',
  'upgrade.experimental':
    '{file} 中的“{node}”是实验性算子 {operator}，新版本的 ONNX 算子集中没有它。请以 opset 10 或更高版本重新导出网络。',
  'upgrade.unknown-type':
    '无法从文件得知“{tensor}”的元素类型，它是 {file} 中 {operator}“{node}”的输入。请先对模型执行 ONNX 形状推断。',
  'upgrade.parameter':
    '{file} 中 {operator}“{node}”的属性 {attribute} 是函数的参数，必须已知才能提升 ONNX 算子集版本。请在导出时去掉函数，或使用更新的 opset。',
  'upgrade.resize-coordinates':
    '{file} 中的 Resize“{node}”按 tf_half_pixel_for_nn 映射坐标并向上取整，而新版本的 ONNX 算子无法表达。请以 opset 13 或更高版本重新导出网络。',
});
