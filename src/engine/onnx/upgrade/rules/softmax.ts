import type { onnx } from '../../generated/onnx.js';
import { int, intAttribute, setAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

const oldDefaultAxis = 1;
/** The first version whose Reshape can be told that a 0 is a size and not "as in the input". */
const allowZeroSince = 14;

/**
 * Softmax, LogSoftmax and Hardmax 13 work along one axis, those before along that axis and all behind it at once. Both are
 * the same for the last axis. Otherwise:
 *
 *     x ─ Flatten(axis) ─ Softmax(−1) ─ Reshape ─ y
 *     └─ Shape ───────────────────────────┘
 */
function alongOneAxis(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('axis');
  const [data = ''] = node.input;
  const axis = intAttribute(node, 'axis') ?? oldDefaultAxis;
  const rank = context.rank(data);
  setAttribute(node, 'axis', int(-1));
  if (axis === -1 || (rank !== undefined && axis === rank - 1)) return;
  const shape = context.insert('shape', 'Shape', [data]);
  context.graph.setInput(node, 0, context.insert('flat', 'Flatten', [data], { axis: int(axis) }));
  const { detached, original } = context.detachOutput();
  const attributes = context.target >= allowZeroSince ? { allowzero: int(1) } : {};
  context.insertLast('Reshape', [detached, shape], original, attributes);
}

export const softmaxRules: readonly UpgradeRule[] = [
  { operator: ['Softmax', 'LogSoftmax', 'Hardmax'], since: 13, upgrade: alongOneAxis },
];
