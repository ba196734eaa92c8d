import { pruneGroupsMessages } from '../pruneGroups.ts';
import { translation } from '../translation.ts';

export const pruneGroups = translation(pruneGroupsMessages, {
  'pruneGroups.input': '它们是模型的输入（“{tensor}”）',
  'pruneGroups.output': '它们是模型的输出（“{tensor}”）',
  'pruneGroups.captured': '它们在 {operator}（“{node}”）的分支或循环中被读取',
  'pruneGroups.no-rule': '不清楚 {operator}（“{node}”）如何处理通道',
  'pruneGroups.unknown-shape': '{operator}（“{node}”）所读写张量的形状未知',
  'pruneGroups.across': '{operator}（“{node}”）跨这些通道计算：去掉一部分会改变其余通道',
  'pruneGroups.needs-all': '{operator}（“{node}”）需要全部通道',
  'pruneGroups.computed-weight': '{operator}（“{node}”）的权重在模型运行时才计算',
  'pruneGroups.not-zero': '{operator}（“{node}”）对它们的乘积求和，而这些乘积不会随权重一起为零',
  'pruneGroups.not-finite': '它们为零时，{operator}（“{node}”）的结果不是有限数',
  'pruneGroups.quantized': '{operator}（“{node}”）以整数计算：请在量化之前去除通道',
  'pruneGroups.positions': '{operator}（“{node}”）还给出位置，而位置按全部通道计数',
  'pruneGroups.all-together': '它们只能一起去除',
});
