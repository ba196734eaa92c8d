import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { freezeAxis } from './sameAxes.ts';

/** Where operators have their integer weight, and which of its dimensions are the outputs, counted from the end if negative. */
const weights: Readonly<Record<string, readonly [input: number, axis: number]>> = {
  QLinearConv: [3, 0],
  ConvInteger: [1, 0],
  QLinearMatMul: [3, -1],
  MatMulInteger: [1, -1],
};

/** Convolutions and products of integers: their channels are left alone. */
export const integerProduct: ChannelRule = {
  operators: [...Object.keys(weights), 'DynamicQuantizeLinear'],
  relate(node, relations) {
    const reason = nodeReason('pruneGroups.quantized', relations, node);
    for (const tensor of [...node.input, ...node.output]) {
      relations.shape(tensor)?.forEach((_, axis) => freezeAxis(relations, [tensor], axis, reason));
    }
    const [place, axis] = weights[node.opType] ?? [-1, 0];
    const weight = node.input[place] ?? '';
    const rank = relations.shape(weight)?.length ?? 0;
    if (rank > 1) relations.parameter({ tensor: weight, axis: axis < 0 ? rank + axis : axis }, 'produces');
  },
};
