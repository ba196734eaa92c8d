import { intAttribute } from '../../../onnx/attributes.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { constantIntegers, fromFront, type Place } from '../sizes/integers.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';

/**
 * Takes positions along one dimension. Where they are a constant list, each goes with what it becomes; where they are computed (the
 * words of an embedding) all must stay. The other dimensions are kept.
 */
export const gather: ChannelRule = {
  operators: ['Gather'],
  relate(node, relations) {
    const [data = '', indices = ''] = node.input;
    const [output = ''] = node.output;
    const [shape, chosen] = [relations.shape(data), relations.shape(indices)];
    if (shape === undefined || chosen === undefined) return;
    const taken = fromFront(intAttribute(node, 'axis') ?? 0, shape.length);
    const positions = positionsOf(relations, node, shape[taken]!);
    for (let axis = 0; axis < shape.length; axis++) {
      if (axis === taken) continue;
      const result = axis < taken ? axis : axis + chosen.length - 1;
      relations.same({ tensor: data, axis }, { tensor: output, axis: result });
      // What constants are read from a table is a constant: who reads that says what it is.
      if (positions === undefined) relations.parameter({ tensor: data, axis }, 'produces');
    }
    const leader = { tensor: data, axis: taken };
    if (positions === undefined)
      relations.freeze(leader, nodeReason('pruneGroups.shape-computed-positions', relations, node));
    else if (chosen.length !== 1) relations.freeze(leader, nodeReason('pruneGroups.shape-single', relations, node));
    else relations.follow({ tensor: output, axis: taken }, leader, (index) => positions[index]);
  },
  rewrite(node, cuts) {
    const [data = ''] = node.input;
    const [output = ''] = node.output;
    const shape = cuts.before(data) ?? [];
    const axis = fromFront(intAttribute(node, 'axis') ?? 0, shape.length);
    const kept = cuts.kept({ tensor: data, axis });
    const positions = kept && positionsOf(cuts, node, shape[axis]!);
    if (positions === undefined) return;
    const rank = new Map(kept!.map((position, index) => [position, index]));
    const left = cuts.kept({ tensor: output, axis })?.map((index) => positions[index]!) ?? positions;
    cuts.setNumbers(
      node,
      1,
      left.flatMap((position) => rank.get(position) ?? []),
    );
  },
};

/** The positions that are read, in their order; undefined where they are computed. */
function positionsOf(place: Place, node: onnx.NodeProto, size: number): readonly number[] | undefined {
  return constantIntegers(place, node.input[1] ?? '')?.map((index) => fromFront(index, size));
}
