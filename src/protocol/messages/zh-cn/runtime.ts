import { runtimeMessages } from '../runtime.ts';
import { translation } from '../translation.ts';

export const runtime = translation(runtimeMessages, {
  'runtime.not-loadable': 'onnxruntime 无法加载 {file}：{reason}。',
  'runtime.operator-unknown':
    '{file} 使用了算子 {operator}，而此版本的 onnxruntime 没有它。请导出不含该算子的模型，或去掉需要它的部分。',
  'runtime.operator-type':
    '{file} 中的节点“{node}”（{operator}）所用的元素类型在 CPU 版 onnxruntime 中没有对应的内核。请以 float32 导出模型。',
  'runtime.opset-unsupported':
    '{file} 使用的 ONNX 算子集版本为 {version}，onnxruntime 最高支持 {limit}。请以 opset {limit} 导出模型。',
  'runtime.format-unsupported':
    '{file} 的 ONNX 文件格式版本为 {version}，onnxruntime 最高支持 {limit}。请用较旧的 onnx 包导出模型。',
  'runtime.node-invalid': '{file} 中的节点“{node}”无效：{reason}。请重新导出模型。',
  'runtime.interface-type':
    '{file} 有一个输入或输出的元素类型（编号 {type}）无法从这里传给 onnxruntime。请以 float32 的输入和输出导出模型。',
  'runtime.input-missing': '{file} 需要输入“{input}”，但数据中只有：{given}。请添加同名数组。',
  'runtime.input-type': '{file} 的输入“{input}”的数据类型为 {type}，与其形状不符或无法输入模型。',
  'runtime.input-mismatch': '数据与 {file} 的输入不符：{reason}。请检查数据的名称、类型和形状。',
  'runtime.node-failed': '{file} 中的节点“{node}”执行失败：{reason}。如果输入无误，说明模型无法以这些形状运行。',
  'runtime.run-failed': '{file} 在运行时出错：{reason}。',
  'runtime.out-of-memory': '内存不足，无法运行 {file}：{reason}。请使用更小的输入，或关闭其他程序。',
  'runtime.provider-missing':
    'onnxruntime 在此无法使用执行提供程序 {provider}：{reason}。请改用其他提供程序，或安装它所需的组件。',
  'runtime.provider-unknown': '此版本只有 {providers}',
  'runtime.provider-incomplete': '{provider} 不具备 {file} 的全部算子。',
});
