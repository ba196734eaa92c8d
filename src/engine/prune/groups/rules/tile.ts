import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { constantIntegers } from '../sizes/integers.ts';

/** Repeats a tensor along its dimensions: all copies of a position go together; those of a single one can go alone. */
export const tile: ChannelRule = {
  operators: ['Tile'],
  relate(node, relations) {
    const [input = '', repeats = ''] = node.input;
    const [output = ''] = node.output;
    const [before, after] = [relations.shape(input), relations.shape(output)];
    const isKnown = constantIntegers(relations, repeats) !== undefined;
    after?.forEach((size, axis) => {
      const [from, to] = [
        { tensor: input, axis },
        { tensor: output, axis },
      ];
      const single = before?.[axis];
      if (single === size) relations.same(from, to);
      else if (single === 1 && isKnown) relations.free(to);
      else if (single === 1) relations.freeze(to, nodeReason('pruneGroups.shape-unknown-size', relations, node));
      else if (single !== undefined) relations.follow(to, from, (index) => index % single);
    });
  },
  rewrite(node, cuts) {
    const [input = '', repeats = ''] = node.input;
    const [output = ''] = node.output;
    const given = constantIntegers(cuts, repeats);
    const [single, after] = [cuts.before(input), cuts.after(output)];
    if (given === undefined || single === undefined || after === undefined) return;
    const wanted = given.map((count, axis) => (single[axis] === 1 ? after[axis]! : count));
    if (wanted.some((count, axis) => count !== given[axis])) cuts.setNumbers(node, 1, wanted);
  },
};
