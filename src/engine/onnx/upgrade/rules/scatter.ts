import type { onnx } from '../../generated/onnx.js';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** Scatter 11 is deprecated: ScatterElements is the same under a new name. */
function rename(_node: onnx.NodeProto, context: UpgradeContext): void {
  context.replace('ScatterElements');
}

export const scatterRules: readonly UpgradeRule[] = [{ operator: 'Scatter', since: 11, upgrade: rename }];
