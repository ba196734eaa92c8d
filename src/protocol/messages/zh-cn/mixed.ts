import { mixedMessages } from '../mixed.ts';
import { translation } from '../translation.ts';

export const mixed = translation(mixedMessages, {
  'option.mixed': '搜索必须保持浮点的层，并测量途中的每个模型；以上选项是搜索的起点',
  'option.floor-form': '必须形如 top1=-0.5、agreement=99、sqnr=30 或 metric=-0.1',
  'cli.group-mixed': '混合精度：',

  'cli.mixed-static-only': '只适用于静态量化：请去掉 --method',
  'mixed.nothing-to-compare': '模型没有实数输出，无法比较精度。请提供自定义指标。',
  'mixed.no-top1':
    '下限 {floor} 需要分类输出的标签，而评估数据没有标签。请提供标签，或使用其他下限：agreement=99、sqnr=30。',
  'mixed.no-agreement': '下限 {floor} 需要真实数据和取值为类别的输出。请使用其他下限：sqnr=30。',
  'mixed.no-sqnr': '下限 {floor} 需要实数输出。请提供自定义指标。',
  'mixed.no-metric': '下限 {floor} 需要自定义指标。请指定其模块。',

  'mixed.measuring-layers': '正在测量各层',
  'mixed.timing-layers': '正在测量各层的时间',
  'mixed.trying': '正在尝试第 {model} 个模型（最多 {models} 个）',

  'mixed.start': '能用整数的全部用整数',
  'mixed.observers': '其他观测器：{tensors}',
  'mixed.per-channel': '{weights} 个权重的每个通道使用各自的缩放系数',
  'mixed.promoted': '保持浮点：{layers}',
  'mixed.taken-back': '重新使用整数：{layers}',
  'mixed.and-more': '{first} 以及另外 {more} 个',

  'mixed.floor-unmet':
    '途中没有模型达到下限 {floor}：采用了最精确的一个（{reached}）。请允许更多模型，或用更多数据校准。',
  'mixed.limits-unmet': '途中没有模型既符合限制又达到要求：采用了最精确的一个（{reached}）。',
  'mixed.floor-needless': '全部使用整数即可达到下限：无需任何层保持浮点。',

  'mixed.heading': '混合精度',
  'mixed.summary': '共生成并测量了 {points} 个模型；为保证精度，{kept} 个节点保持浮点。',
  'mixed.model': '模型',
  'mixed.latency': '延迟',
  'mixed.size': '大小',
  'mixed.integer-macs': '整数 MAC',
  'mixed.change': '变化',
  'mixed.original': '原模型',
  'mixed.number': '{model}',
  'mixed.chosen': '{model}（已选）',
  'mixed.nearest': '{model}（采用）',
  'mixed.relative-latency': '{milliseconds}（{ratio}）',
});
