import type { onnx } from '../../generated/onnx.js';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** Slice 10: starts, ends and axes became inputs. Ends beyond the last element keep all their 64 bits. */
function boundsToInputs(_node: onnx.NodeProto, context: UpgradeContext): void {
  ['starts', 'ends', 'axes'].forEach((name, index) => context.intsToInput(name, index + 1));
}

export const sliceRules: readonly UpgradeRule[] = [{ operator: 'Slice', since: 10, upgrade: boundsToInputs }];
