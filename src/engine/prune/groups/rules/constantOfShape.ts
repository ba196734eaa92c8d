import { nodeReason } from '../reasons.ts';
import { repairSizes } from '../sizes/repairSizes.ts';
import { traceOfRelations } from '../sizes/traceOfRelations.ts';
import type { ChannelRule } from '../rule.ts';

/** The same value everywhere, as many times as its input says: any position can go where the number of them can be changed. */
export const constantOfShape: ChannelRule = {
  operators: ['ConstantOfShape'],
  relate(node, relations) {
    const [sizes = ''] = node.input;
    const [output = ''] = node.output;
    const terms = traceOfRelations(relations).sizes(sizes)?.terms;
    relations.shape(output)?.forEach((_, axis) => {
      if (terms?.[axis] !== undefined) relations.free({ tensor: output, axis });
      else relations.freeze({ tensor: output, axis }, nodeReason('pruneGroups.shape-unknown-size', relations, node));
    });
  },
  rewrite(node, cuts) {
    const [before, wanted] = [cuts.before(node.output[0] ?? ''), cuts.after(node.output[0] ?? '')];
    if (before !== undefined && wanted !== undefined) repairSizes(node, 0, { before, wanted }, cuts);
  },
};
