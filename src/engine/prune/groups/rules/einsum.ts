import type { onnx } from '../../../onnx/generated/onnx.js';
import { einsumEquation } from '../einsumEquation.ts';
import { nodeReason } from '../reasons.ts';
import type { Axis, ChannelRule, Relations } from '../rule.ts';

/**
 * Sums over products: every index of the equation is one dimension of all tensors that have it. Frozen are equations with an
 * ellipsis, an index twice in one tensor, and indices over which broadcasting happens.
 */
export const einsum: ChannelRule = {
  operators: ['Einsum'],
  relate(node, relations) {
    const equation = einsumEquation(node);
    const tensors = [...node.input, node.output[0] ?? ''];
    const reason = nodeReason('pruneGroups.shape-equation', relations, node);
    if (equation === undefined || !fits(equation, tensors, relations)) {
      for (const tensor of tensors)
        relations.shape(tensor)?.forEach((_, axis) => relations.freeze({ tensor, axis }, reason));
      return;
    }
    for (const index of new Set(equation.join(''))) {
      const axes = tensors.flatMap((tensor, place) => {
        const axis = equation[place]!.indexOf(index);
        return axis < 0 ? [] : [{ tensor, axis }];
      });
      if (new Set(axes.map(({ tensor, axis }) => relations.shape(tensor)![axis])).size > 1)
        for (const axis of axes) relations.freeze(axis, reason);
      else relateIndex(node, axes, equation.at(-1)!.includes(index), relations);
    }
  },
};

function fits(equation: readonly string[], tensors: readonly string[], relations: Relations): boolean {
  return (
    equation.length === tensors.length &&
    tensors.every((tensor, place) => relations.shape(tensor)?.length === equation[place]!.length)
  );
}

function relateIndex(node: onnx.NodeProto, axes: readonly Axis[], isKept: boolean, relations: Relations): void {
  const operands = isKept ? axes.slice(0, -1) : axes;
  const isWeight = (axis: Axis): boolean => relations.isFixed(axis.tensor);
  const [first] = axes;
  for (const axis of axes) relations.same(first!, axis);
  for (const axis of operands.filter(isWeight))
    relations.parameter(axis, isKept ? (operands.length > 1 ? 'scales' : 'produces') : 'consumes');
  // Without a weight that is zero there, one of the factors must be.
  if (!isKept && !operands.some(isWeight) && !operands.some((axis) => relations.vanishes(axis)))
    relations.freeze(first!, nodeReason('pruneGroups.not-zero', relations, node));
}
