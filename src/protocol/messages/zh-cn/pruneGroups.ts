import { pruneGroupsMessages } from '../pruneGroups.ts';
import { translation } from '../translation.ts';

export const pruneGroups = translation(pruneGroupsMessages, {
  'pruneGroups.input': '它们是模型的输入（“{tensor}”）',
  'pruneGroups.output': '它们是模型的输出（“{tensor}”）',
  'pruneGroups.captured': '它们在 {operator}（“{node}”）的分支或循环中被读取',
  'pruneGroups.subgraphs': '{operator}（“{node}”）的分支或循环保持不变',
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
  'pruneGroups.shape-uneven': '{operator}（“{node}”）重新排列的维度，其大小不能互相整除',
  'pruneGroups.shape-other-part': '{operator}（“{node}”）合并或拆分维度，其中只有一个维度可以失去通道',
  'pruneGroups.shape-unknown-size': '{operator}（“{node}”）所读取的大小，其计算方式无法调整',
  'pruneGroups.shape-single': '{operator}（“{node}”）从中单独取出某些通道',
  'pruneGroups.shape-computed-positions': '{operator}（“{node}”）在模型运行时才确定取哪些通道',
  'pruneGroups.shape-stepped': '{operator}（“{node}”）跳过其中一些通道，同时还切分其他维度',
  'pruneGroups.shape-resized': '{operator}（“{node}”）可能改变这一维的大小',
  'pruneGroups.shape-filled': '{operator}（“{node}”）用其中一些通道的副本来填充',
  'pruneGroups.shape-equation': '{operator}（“{node}”）的算式无法沿这些通道追踪',
  'pruneGroups.shape-size-output': '通道的数量是模型输出（“{tensor}”）的一部分',
});
