import { inspectionMessages } from '../inspection.ts';
import { translation } from '../translation.ts';

export const inspection = translation(inspectionMessages, {
  'inspection.inputs': '输入',
  'inspection.outputs': '输出',
  'inspection.operators': '算子',
  'inspection.weights': '权重',
  'inspection.file': '文件',
  'inspection.format': '格式',
  'inspection.opsets': '算子集',
  'inspection.parameters': '参数量',
  'inspection.macs': 'MACs',
  'inspection.nodes': '节点数',
  'inspection.nested-nodes': '{nodes}，子图中另有 {nested}',
  'inspection.macs-unknown': '未知：无法运行模型以得到形状',
  'inspection.macs-partly': '{total}，另有 {unknown} 个节点的形状未知',
  'inspection.macs-measured': '{total}（形状来自用合成数据的一次运行）',
  'inspection.running-once': '正在运行模型一次',
});
