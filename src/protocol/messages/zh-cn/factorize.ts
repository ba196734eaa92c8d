import { factorizeMessages } from '../factorize.ts';
import { translation } from '../translation.ts';

export const factorize = translation(factorizeMessages, {
  'factorize.stage-inputs': '正在测量各层的输入',
  'factorize.stage-layers': '正在分解各层',
  'factorize.applied': '秩 {rank}（满秩 {full}），MACs 为原来的 {macs}',
  'factorize.applied-faster': '秩 {rank}（满秩 {full}），MACs 为原来的 {macs}，在本机上耗时为原来的 {time}',
  'factorize.not-faster':
    '秩 {rank}（满秩 {full}）的 MACs 为原来的 {macs}，但在本机上耗时为原来的 {time}，并未明显减少',
  'factorize.rank-too-high': '秩 {rank}（满秩 {full}）的 MACs 为原来的 {macs}：秩不超过 {limit} 才能减少 MACs',
  'factorize.share-too-small': '即使秩为 1（满秩 {full}），MACs 也已为原来的 {macs}',
  'factorize.energy-too-high': '能减少 MACs 的最高秩为 {limit}（满秩 {full}），此时只保留 {kept} 的能量',
  'factorize.error-too-low': '能减少 MACs 的最高秩为 {limit}（满秩 {full}），此时误差仍为 {error}',
  'factorize.weight-stays': '{reason}；其权重还有其他读取者，因此仍留在文件中',
  'factorize.not-included': '不在要分解的范围内',
  'factorize.no-matrix': '该 {operator} 没有可作为单个实数矩阵的常量权重',
  'factorize.grouped': '其通道分为 {groups} 组，各组的矩阵已经很小',
  'factorize.unknown-shape': '其输入和输出的形状未知',
  'factorize.convolution': '按要求，带卷积核的卷积保持不变',
  'factorize.not-square': '其卷积核没有可拆分的行和列',
  'factorize.too-small': '{outputs} × {inputs} 的矩阵即使秩为 1 也不比其因子开销更大',
  'factorize.not-finite': '其权重或输入含有非有限值',
  'factorize.inside': '它位于分支、循环或函数之内，这些部分保持不变',
  'factorize.no-samples': '未提供样本：误差仅指权重的误差，即假定各输入同等且相互独立。',
  'factorize.weights-only': '误差仅指权重的误差，即假定各输入同等且相互独立。',
  'factorize.synthetic': '样本是生成的：在真实数据上，对输出重要的可能是权重的另一部分。',
  'factorize.without-inputs': '“{node}”的误差仅指其权重的误差：{reason}',
  'factorize.nothing': '没有任何层被分解：每一层的原因见列表。',
});
