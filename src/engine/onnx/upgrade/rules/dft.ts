import type { onnx } from '../../generated/onnx.js';
import { attribute, int, setAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** The axis of DFT 17 where none is given; that of DFT 20 is counted from the end. */
const defaultAxis = 1;

/** DFT 20: the axis became an input, with another default. */
function axisToInput(node: onnx.NodeProto, context: UpgradeContext): void {
  if (attribute(node, 'axis') === undefined) setAttribute(node, 'axis', int(defaultAxis));
  context.intToInput('axis', 2, []);
}

export const dftRules: readonly UpgradeRule[] = [{ operator: 'DFT', since: 20, upgrade: axisToInput }];
