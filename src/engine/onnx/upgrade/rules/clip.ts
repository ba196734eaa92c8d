import type { onnx } from '../../generated/onnx.js';
import { attribute, removeAttribute } from '../../attributes.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/** Clip 11: the bounds became inputs of the type of the data; an absent one still means no bound. */
function boundsToInputs(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('min', 'max');
  const [data = ''] = node.input;
  (['min', 'max'] as const).forEach((name, index) => {
    const bound = attribute(node, name);
    if (bound === undefined) return;
    context.graph.setInput(node, index + 1, context.floatLike(name, [bound.f], [], data));
    removeAttribute(node, name);
  });
}

export const clipRules: readonly UpgradeRule[] = [{ operator: 'Clip', since: 11, upgrade: boundsToInputs }];
