import { floatAttribute, intAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule, Relations } from '../rule.ts';
import { fromFront } from '../sizes/integers.ts';
import { freezeAxis, sameAxes } from './sameAxes.ts';

/** From this opset on Softmax and its like compute along one axis; before, along all from theirs on. */
const oneAxisOpset = 13;

/** Computes each element from others along some dimensions, and keeps the shape. Along other dimensions positions may go. */
export const acrossAxes: ChannelRule = {
  operators: [
    ...['Softmax', 'LogSoftmax', 'Hardmax', 'LpNormalization', 'LayerNormalization', 'RMSNormalization', 'LRN'],
    ...['SimplifiedLayerNormalization', 'CumSum', 'Trilu'],
  ],
  relate(node, relations) {
    const [input = ''] = node.input;
    const rank = relations.shape(input)?.length ?? 0;
    const across = axesOf(node, relations, rank);
    const reason = nodeReason('pruneGroups.across', relations, node);
    for (const output of node.output) {
      if (relations.shape(output) === undefined) continue;
      sameAxes(relations, input, output, (axis) => across !== undefined && !across.has(axis));
    }
    for (let axis = 0; axis < rank; axis++) {
      if (across?.has(axis) !== false) freezeAxis(relations, [input, ...node.output], axis, reason);
    }
  },
};

/** The dimensions along which a node computes; undefined where it is not known, and where it divides by zero for elements that are. */
function axesOf(node: onnx.NodeProto, relations: Relations, rank: number): ReadonlySet<number> | undefined {
  const from = (axis: number): ReadonlySet<number> => {
    const first = fromFront(axis, rank);
    return new Set(Array.from({ length: rank - first }, (_, index) => first + index));
  };
  const axis = intAttribute(node, 'axis');
  if (floatAttribute(node, 'epsilon') === 0) return undefined;
  switch (node.opType) {
    case 'Softmax':
    case 'LogSoftmax':
    case 'Hardmax':
      if ((relations.model.opset() ?? oneAxisOpset) < oneAxisOpset) return from(axis ?? 1);
      return new Set([fromFront(axis ?? -1, rank)]);
    case 'LpNormalization':
      return new Set([fromFront(axis ?? -1, rank)]);
    case 'LRN':
      return new Set([1]);
    case 'Trilu':
      return from(-2);
    case 'CumSum': {
      const along = relations.model.constant(relations.graph, node.input[1] ?? '')?.data[0];
      return along === undefined ? undefined : new Set([fromFront(Number(along), rank)]);
    }
    default:
      return from(axis ?? -1);
  }
}
