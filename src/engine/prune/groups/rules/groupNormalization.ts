import { floatAttribute, int, intAttribute, setAttribute } from '../../../onnx/attributes.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { sameAxes } from './sameAxes.ts';

/** Normalises groups of channels by the numbers of the group: only whole groups can go. */
export const groupNormalization: ChannelRule = {
  operators: ['GroupNormalization'],
  relate(node, relations) {
    const [input = '', ...parameters] = node.input;
    const [output = ''] = node.output;
    const channels = { tensor: output, axis: 1 };
    const count = relations.shape(output)?.[1] ?? 0;
    const each = count / (intAttribute(node, 'num_groups') ?? 1);
    sameAxes(relations, input, output, (axis) => axis < 2);
    // What is zero everywhere has no variance to divide by.
    if (floatAttribute(node, 'epsilon') === 0) {
      relations.freeze({ tensor: output, axis: 1 }, nodeReason('pruneGroups.not-finite', relations, node));
    }
    relations.follow(channels, channels, (index) => index - (index % each));
    for (const [place, tensor] of parameters.entries()) {
      const own = { tensor, axis: 0 };
      // Before opset 21 there is one number for each group.
      if (relations.shape(tensor)?.[0] === count) relations.same(own, channels);
      else relations.follow(own, channels, (index) => index * each);
      relations.parameter(own, place === 0 ? 'scales' : 'shifts');
    }
  },
  rewrite(node, cuts) {
    const channels = { tensor: node.output[0] ?? '', axis: 1 };
    const [all, left] = [cuts.before(channels.tensor)?.[1], cuts.kept(channels)?.length];
    if (all === undefined || left === undefined) return;
    setAttribute(node, 'num_groups', int(((intAttribute(node, 'num_groups') ?? 1) * left) / all));
  },
};
