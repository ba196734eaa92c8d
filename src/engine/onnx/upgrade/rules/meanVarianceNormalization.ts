import type { onnx } from '../../generated/onnx.js';
import { int, intAttribute, ints, removeAttribute, setAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/**
 * MeanVarianceNormalization 9: the axes are named. The experimental operator before it took the mean over all images of the
 * batch, by channel or across them, and could subtract the mean only. (onnxruntime, which still has it.)
 */
function nameAxes(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('across_channels', 'normalize_variance');
  const axes = (intAttribute(node, 'across_channels') ?? 0) === 0 ? [0, 2, 3] : [0, 1, 2, 3];
  const meanOnly = intAttribute(node, 'normalize_variance') === 0;
  removeAttribute(node, 'across_channels');
  removeAttribute(node, 'normalize_variance');
  if (!meanOnly) {
    setAttribute(node, 'axes', ints(axes));
    return;
  }
  const [data = ''] = node.input;
  const mean = context.insert('mean', 'ReduceMean', [data], { axes: ints(axes), keepdims: int(1) });
  context.replace('Sub', [data, mean]);
}

export const meanVarianceNormalizationRules: readonly UpgradeRule[] = [
  { operator: 'MeanVarianceNormalization', since: 9, upgrade: nameAxes },
];
