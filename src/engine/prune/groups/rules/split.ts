import { intAttribute, ints, removeAttribute, setAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { ChannelRule } from '../rule.ts';
import { fromFront, givenIntegers, type Place } from '../sizes/integers.ts';

/** Cuts a tensor into parts along a dimension. */
export const split: ChannelRule = {
  operators: ['Split'],
  relate(node, relations) {
    const [input = ''] = node.input;
    const shape = relations.shape(input);
    if (shape === undefined) return;
    const cut = fromFront(intAttribute(node, 'axis') ?? 0, shape.length);
    const bounds = boundsOf(relations, node, shape[cut]!, (output) => relations.shape(output)?.[cut]);
    for (const [index, output] of node.output.entries()) {
      if (output === '') continue;
      for (let axis = 0; axis < shape.length; axis++) {
        if (axis !== cut) relations.same({ tensor: output, axis }, { tensor: input, axis });
        else
          relations.follow({ tensor: output, axis }, { tensor: input, axis }, (position) => bounds[index]! + position);
      }
    }
  },
  /** Parts of equal sizes need not be equal any more: how many positions each one has is written down. */
  rewrite(node, cuts) {
    const [input = ''] = node.input;
    const shape = cuts.before(input) ?? [];
    const axis = fromFront(intAttribute(node, 'axis') ?? 0, shape.length);
    const kept = cuts.kept({ tensor: input, axis });
    if (kept === undefined) return;
    const bounds = boundsOf(cuts, node, shape[axis]!, (output) => cuts.before(output)?.[axis]);
    const sizes = node.output.map(
      (_, index) => kept.filter((position) => position >= bounds[index]! && position < bounds[index + 1]!).length,
    );
    if ((cuts.model.opset() ?? 13) < 13) {
      setAttribute(node, 'split', ints(sizes));
      return;
    }
    removeAttribute(node, 'num_outputs');
    cuts.setNumbers(node, 1, sizes);
  },
};

/** Where the parts begin and, after the last of them, end. Without sizes all are equal, the last one perhaps smaller. */
function boundsOf(
  place: Place,
  node: onnx.NodeProto,
  size: number,
  sizeOf: (output: string) => number | undefined,
): readonly number[] {
  const given = givenIntegers(place, node, 1, 'split');
  const equal = Math.ceil(size / node.output.length);
  const sizes =
    given === 'computed' || given === undefined ? node.output.map((output) => sizeOf(output) ?? equal) : given;
  const bounds = [0];
  for (const each of sizes) bounds.push(bounds.at(-1)! + each);
  return bounds;
}
