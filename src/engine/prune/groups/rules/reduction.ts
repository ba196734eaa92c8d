import { intAttribute, intsAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule, Relations } from '../rule.ts';
import { fromFront } from '../sizes/integers.ts';
import { freezeAxis } from './sameAxes.ts';

const positions: ReadonlySet<string> = new Set(['ArgMax', 'ArgMin']);

/** One number, or position, of all that there are along some dimensions, which are then gone or of size 1. */
export const reduction: ChannelRule = {
  operators: [
    ...['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceProd', 'ReduceL1', 'ReduceL2', 'ReduceLogSum'],
    ...['ReduceLogSumExp', 'ReduceSumSquare', ...positions],
  ],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    const rank = relations.shape(input)?.length ?? 0;
    const reduced = reducedAxes(node, relations, rank);
    const keepsRank = (intAttribute(node, 'keepdims') ?? 1) === 1;
    const reason = nodeReason('pruneGroups.across', relations, node);
    let at = 0;
    for (let axis = 0; axis < rank; axis++) {
      if (reduced?.has(axis) === false) relations.same({ tensor: input, axis }, { tensor: output, axis: at++ });
      else {
        freezeAxis(relations, [input], axis, reason);
        if (keepsRank) at++;
      }
      if (reduced === undefined) freezeAxis(relations, [output], axis, reason);
    }
  },
};

/** The dimensions that are reduced; undefined where they are computed. */
function reducedAxes(node: onnx.NodeProto, relations: Relations, rank: number): ReadonlySet<number> | undefined {
  if (positions.has(node.opType)) return new Set([fromFront(intAttribute(node, 'axis') ?? 0, rank)]);
  const given = node.input[1] ?? '';
  const values = given === '' ? undefined : relations.model.constant(relations.graph, given)?.data;
  if (given !== '' && values === undefined) return undefined;
  const axes = intsAttribute(node, 'axes') ?? (values && Array.from<unknown>(values).map(Number)) ?? [];
  if (axes.length > 0) return new Set(axes.map((axis) => fromFront(axis, rank)));
  const reducesNone = intAttribute(node, 'noop_with_empty_axes') === 1;
  return new Set(reducesNone ? [] : Array.from({ length: rank }, (_, axis) => axis));
}
