import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { sameAxes } from './sameAxes.ts';

/** Computes each element from the one in its place, and is not finite where that is zero. */
export const notAtZero: ChannelRule = {
  operators: ['Log', 'Reciprocal', 'Acosh'],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    sameAxes(relations, output, input);
    relations.shape(input)?.forEach((_, axis) => {
      const at = { tensor: input, axis };
      if (relations.vanishes(at)) relations.freeze(at, nodeReason('pruneGroups.not-finite', relations, node));
    });
  },
};
