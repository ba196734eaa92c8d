import type { onnx } from '../../generated/onnx.js';
import { int, setAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** Split 13: the sizes of the parts became an input. */
function sizesToInput(_node: onnx.NodeProto, context: UpgradeContext): void {
  context.intsToInput('split', 1);
}

/** Split 18: without sizes, the number of equal parts must be said and no longer follows from the outputs. */
function sayNumberOfOutputs(node: onnx.NodeProto): void {
  if ((node.input[1] ?? '') === '') setAttribute(node, 'num_outputs', int(node.output.length));
}

export const splitRules: readonly UpgradeRule[] = [
  { operator: 'Split', since: 13, upgrade: sizesToInput },
  { operator: 'Split', since: 18, upgrade: sayNumberOfOutputs },
];
