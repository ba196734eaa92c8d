import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { repairSizes, traceOfCut } from '../sizes/repairSizes.ts';
import { traceOfRelations } from '../sizes/traceOfRelations.ts';
import type { SizeTerm } from '../sizes/sizeTrace.ts';

/** Repeats dimensions of 1. Copies can go alone where their number can be changed (key and value heads that queries share). */
export const expand: ChannelRule = {
  operators: ['Expand'],
  relate(node, relations) {
    const [input = '', sizes = ''] = node.input;
    const [output = ''] = node.output;
    const [before, after] = [relations.shape(input), relations.shape(output)];
    const length = relations.shape(sizes)?.[0];
    if (before === undefined || after === undefined || length === undefined) return;
    const terms = traceOfRelations(relations).sizes(sizes)?.terms;
    for (let axis = 0; axis < after.length; axis++) {
      const own = axis - (after.length - before.length);
      const place = axis - (after.length - length);
      const known = place < 0 || terms?.[place] !== undefined;
      const target = { tensor: output, axis };
      if (!known) {
        const reason = nodeReason('pruneGroups.shape-unknown-size', relations, node);
        relations.freeze(target, reason);
        if (own >= 0) relations.freeze({ tensor: input, axis: own }, reason);
      } else if (own >= 0 && before[own] === after[axis]) relations.same({ tensor: input, axis: own }, target);
      else relations.free(target);
    }
  },
  rewrite(node, cuts) {
    const [output = ''] = node.output;
    const [before, after] = [cuts.before(output), cuts.after(output)];
    const terms = traceOfCut(cuts).sizes(node.input[1] ?? '')?.terms;
    if (before === undefined || after === undefined || terms === undefined) return;
    if (before.every((_, axis) => cuts.kept({ tensor: output, axis }) === undefined)) return;
    const skipped = after.length - terms.length;
    const sizesOf = (shape: readonly number[]) =>
      terms.map((term, place) => (isOne(term) ? 1 : shape[place + skipped]!));
    repairSizes(node, 1, { before: sizesOf(before), wanted: sizesOf(after) }, cuts);
  },
};

/** The size that keeps what is there. */
function isOne(term: SizeTerm | undefined): boolean {
  return term?.axes.length === 0 && term.factor === 1;
}
