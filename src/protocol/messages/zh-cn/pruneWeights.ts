import { pruneWeightsMessages } from '../pruneWeights.ts';
import { translation } from '../translation.ts';

export const pruneWeights = translation(pruneWeightsMessages, {
  'pruneWeights.stage-inputs': '正在测量与权重相乘的数据',
  'pruneWeights.stage-ranking': '正在为权重排序',
  'pruneWeights.stage-zeroing': '正在把权重置零',
  'pruneWeights.stage-reconstructing': '正在把权重置零，并由其余权重补偿：第 {layer} 层，共 {layers} 层',

  'pruneWeights.no-speed': '模型不会变快：此运行时对零的计算与其他数相同。只有文件变小。',
  'pruneWeights.dense-storage': '文件不会变小：零的存储方式与其他数相同。如需变小，请选择其他存储方式。',
  'pruneWeights.pattern-hardware':
    '模式为 {pattern} 的零只有在具备相应指令的处理器上才能让模型变快。此运行时在 CPU 上没有这种指令。',
  'pruneWeights.sparse-indices':
    '使用稀疏张量时，位置用 16 位或 32 位存储，onnxruntime 可以读取。其他运行时可能要求 64 位。',
  'pruneWeights.wanda-instead': '{layer} 的输入太多，无法重建（{reason}）。改用 wanda 选择其权重。',
  'pruneWeights.magnitude-instead': '不知道 {layer} 与什么数据相乘。改按绝对值大小选择其权重。',
  'pruneWeights.share-missed': '只有 {share} 的权重可以变为零：各层的限制不允许更多。',
  'pruneWeights.threshold-limited': '{layer} 保留了一些低于阈值的权重：否则它会失去超过 {share} 的权重。',

  'pruneWeights.quantized': '其权重已量化；请先剪枝再量化',
  'pruneWeights.not-constant': '其权重在模型运行时才计算',
  'pruneWeights.not-real': '其权重的类型为 {type}',
  'pruneWeights.unsupported': '不对 {operator} 的权重剪枝',
  'pruneWeights.shared-excluded': '它与被排除的 {layer} 共用权重',
  'pruneWeights.is-output': '其权重是模型的输出',
  'pruneWeights.not-finite': '其权重含有非有限的值',
  'pruneWeights.share-zero': '其比例为 0',
  'pruneWeights.in-subgraph': '它位于分支、循环或函数之内',

  'pruneWeights.data-needed':
    '准则 {criterion} 要看 {file} 的权重与什么数据相乘，但没有样本。请提供数据，或选择 magnitude。',
  'pruneWeights.threshold-criterion':
    '阈值针对权重的大小，而准则 {criterion} 配合模式 {pattern} 不以此为依据。请选择 magnitude 以及 free 或块模式，或者改为给出比例。',
  'pruneWeights.pattern-order': '模式 {pattern} 会保留全部权重：第一个数必须小于第二个数。',
  'pruneWeights.pattern-limit':
    '模式 {pattern} 会去掉 {share} 的权重，而每层最多可失去 {limit}。请提高上限或选择其他模式。',
  'pruneWeights.unknown-layer': '{file} 中没有名为 {glob} 且带权重的层。请检查各层比例中的名称。',
  'pruneWeights.bad-encoding':
    '{file} 中的权重“{tensor}”存储时去掉了零，但其各部分互不相符。请重新下载或重新生成该文件。',
});
