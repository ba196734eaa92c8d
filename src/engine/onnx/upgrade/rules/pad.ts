import type { onnx } from '../../generated/onnx.js';
import { floatAttribute, removeAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** Pad 11: widths and value became inputs; the value, of the type of the data, still defaults to 0. */
function widthsToInputs(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('value');
  const [data = ''] = node.input;
  context.intsToInput('pads', 1);
  const value = floatAttribute(node, 'value') ?? 0;
  removeAttribute(node, 'value');
  if (value !== 0) context.graph.setInput(node, 2, context.floatLike('value', [value], [], data));
}

export const padRules: readonly UpgradeRule[] = [{ operator: 'Pad', since: 11, upgrade: widthsToInputs }];
