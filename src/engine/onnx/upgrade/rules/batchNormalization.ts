import type { onnx } from '../../generated/onnx.js';
import { int, intAttribute, removeAttribute, setAttribute } from '../../attributes.ts';
import { userError } from '../../../../protocol/userError.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/**
 * BatchNormalization 9: statistics of every element of a sample (`spatial` = 0) are gone. All elements of a sample as
 * channels are the same:
 *
 *     x ─ Flatten ─ BatchNormalization(…, Reshape(scale, −1), …) ─ Reshape ─ y
 *     └─ Shape ────────────────────────────────────────────────────┘
 */
function elementsAsChannels(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('spatial');
  const spatial = intAttribute(node, 'spatial') ?? 1;
  removeAttribute(node, 'spatial');
  if (spatial !== 0) return;
  const [data = '', ...statistics] = node.input;
  const shape = context.insert('shape', 'Shape', [data]);
  const vector = context.int64('vector', [-1]);
  const flat = context.insert('flat', 'Flatten', [data], { axis: int(1) });
  context.graph.setInput(node, 0, flat);
  statistics.forEach((each, index) => {
    context.graph.setInput(node, index + 1, context.insert('channels', 'Reshape', [each, vector]));
  });
  const { detached, original } = context.detachOutput();
  context.insertLast('Reshape', [detached, shape], original);
}

/**
 * BatchNormalization 14: training is said by an attribute; before, by outputs beyond the first. The statistics of the batch
 * itself, the last two of them, are no outputs any more.
 */
function sayTraining(node: onnx.NodeProto, context: UpgradeContext): void {
  if (!node.output.slice(1).some((output) => output !== '')) return;
  if (context.isUsed(3) || context.isUsed(4)) throw userError('upgrade.batch-statistics', context.where);
  context.keepOutputs(3);
  setAttribute(node, 'training_mode', int(1));
}

export const batchNormalizationRules: readonly UpgradeRule[] = [
  { operator: 'BatchNormalization', since: 9, upgrade: elementsAsChannels },
  { operator: 'BatchNormalization', since: 14, upgrade: sayTraining },
];
