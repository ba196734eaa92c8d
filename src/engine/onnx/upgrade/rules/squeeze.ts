import type { onnx } from '../../generated/onnx.js';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** Squeeze and Unsqueeze 13: the axes became an input. */
function axesToInput(_node: onnx.NodeProto, context: UpgradeContext): void {
  context.intsToInput('axes', 1);
}

export const squeezeRules: readonly UpgradeRule[] = [
  { operator: ['Squeeze', 'Unsqueeze'], since: 13, upgrade: axesToInput },
];
