import { ints, setAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { ChannelRule, Cuts } from '../rule.ts';
import { fromFront, givenIntegers, type Place } from '../sizes/integers.ts';
import { nodeReason } from '../reasons.ts';

/** Dimensions of 1 come or go; the others stay in their order. */
export const squeeze: ChannelRule = {
  operators: ['Squeeze', 'Unsqueeze'],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    const [before, after] = [relations.shape(input), relations.shape(output)];
    if (before === undefined || after === undefined) return;
    const [wide, shape] = node.opType === 'Squeeze' ? [input, before] : [output, after];
    const narrow = node.opType === 'Squeeze' ? output : input;
    const removed = squeezedAxes(relations, node, shape);
    if (removed === 'computed') {
      const reason = nodeReason('pruneGroups.shape-unknown-size', relations, node);
      shape.forEach((_, axis) => relations.freeze({ tensor: wide, axis }, reason));
      return;
    }
    const kept = shape.flatMap((_, axis) => (removed.includes(axis) ? [] : [axis]));
    kept.forEach((axis, place) => relations.same({ tensor: wide, axis }, { tensor: narrow, axis: place }));
  },
  /** A Squeeze without axes would take a dimension of which one channel is left. */
  rewrite(node, cuts) {
    const [input = ''] = node.input;
    const [before, after] = [cuts.before(input), cuts.after(input)];
    if (node.opType !== 'Squeeze' || before === undefined || after === undefined) return;
    if (givenIntegers(cuts, node, 1, 'axes') !== undefined) return;
    if (after.every((size, axis) => size !== 1 || before[axis] === 1)) return;
    setAxes(
      node,
      before.flatMap((size, axis) => (size === 1 ? [axis] : [])),
      cuts,
    );
  },
};

function squeezedAxes(place: Place, node: onnx.NodeProto, shape: readonly number[]): readonly number[] | 'computed' {
  const axes = givenIntegers(place, node, 1, 'axes');
  if (axes === 'computed') return axes;
  return (
    axes?.map((axis) => fromFront(axis, shape.length)) ?? shape.flatMap((size, axis) => (size === 1 ? [axis] : []))
  );
}

function setAxes(node: onnx.NodeProto, axes: readonly number[], cuts: Cuts): void {
  if ((cuts.model.opset() ?? 13) < 13) setAttribute(node, 'axes', ints(axes));
  else cuts.setNumbers(node, 1, axes);
}
