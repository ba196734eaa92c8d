import type { onnx } from '../../generated/onnx.js';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** TopK 10: the count became an input, a vector with one element. Largest first, as before, is the default of 11. */
function countToInput(_node: onnx.NodeProto, context: UpgradeContext): void {
  context.intToInput('k', 1, [1]);
}

export const topKRules: readonly UpgradeRule[] = [{ operator: 'TopK', since: 10, upgrade: countToInput }];
