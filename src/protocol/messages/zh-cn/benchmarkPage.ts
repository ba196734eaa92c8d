import { benchmarkPageMessages } from '../benchmarkPage.ts';
import { translation } from '../translation.ts';

export const benchmarkPage = translation(benchmarkPageMessages, {
  'benchmarkPage.variant-gone': '报告已更改，其中不再包含此模型。',
  'benchmarkPage.changed': '文件已更改，现在是另一种报告。请重新打开。',

  'benchmarkPage.again': '重新基准测试…',
  'benchmarkPage.about': '{date} 测量，使用 {source} 中的 {count} 个样本',
  'benchmarkPage.about-synthetic': '{date} 测量，使用合成数据：{count} 个样本',
  'benchmarkPage.verdict-fastest': '最快的是 {name}：{verdict}',
  'benchmarkPage.verdict-none': '{count} 个变体均无法与 {original} 比较。',
  'benchmarkPage.verdict-same': '{count} 个变体的速度与 {original} 均无差异。',
  'benchmarkPage.verdict-slower': '{count} 个变体均不比 {original} 快。',

  'benchmarkPage.variants-help': '方向键选择变体，图表中同时选中。Enter 打开其模型。点击表头排序。',
  'benchmarkPage.no-variant': '选择一个变体，即可在图表中找到它并打开其模型。',

  'benchmarkPage.trade-off': '权衡',
  'benchmarkPage.trade-off-help': '虚线穿过原模型。',
  'benchmarkPage.trade-off-without': '虚线穿过原模型。因缺少数值而未显示：{count}',
  'benchmarkPage.axis-x': '对比',
  'benchmarkPage.axis-y': '显示',
  'benchmarkPage.point': '{variant}：{x} {xValue}，{y} {yValue}',

  'benchmarkPage.accuracy': '精度',
  'benchmarkPage.compared': '{variant} 与 {original} 在 {count} 个样本上的比较',
  'benchmarkPage.compared-synthetic': '{variant} 与 {original} 在 {count} 个合成样本上的比较，不能说明真实数据上的情况',
  'benchmarkPage.metrics': '指标',
  'benchmarkPage.metric': '指标',
  'benchmarkPage.outputs': '输出',
  'benchmarkPage.output': '输出',
  'benchmarkPage.cosine': '余弦',
  'benchmarkPage.maximum-error': '最大误差',
  'benchmarkPage.exact-about':
    '当只有权重为整数时，运行时也会对激活值舍入。“按存储的权重”是没有这种舍入时模型的计算结果。',

  'benchmarkPage.layers': '逐层比较',
  'benchmarkPage.layers-about': '各层按名称对齐。不占时间的层在另一层之内运行，或在加载模型时已完成。',
  'benchmarkPage.layers-help': '方向键选择层，Enter 在第二个模型中显示其节点。/ 筛选，点击表头排序。',
  'benchmarkPage.layers-before': '第一个变体',
  'benchmarkPage.layers-after': '第二个变体',
  'benchmarkPage.compare-graphs': '比较图',
  'benchmarkPage.filter-layers': '按名称或算子筛选层',
  'benchmarkPage.layer-count': '{count} 层',
  'benchmarkPage.layer-count-filtered': '{shown} / {count} 层',
  'benchmarkPage.no-layer': '选择一层，即可在模型中显示其节点。',
  'benchmarkPage.show-node': '在 {variant} 中显示',
  'benchmarkPage.difference': '差值',
});
