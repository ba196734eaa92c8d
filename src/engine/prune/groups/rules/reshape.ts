import { intAttribute } from '../../../onnx/attributes.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule, Cuts, Relations } from '../rule.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { relateReshape } from '../sizes/relateReshape.ts';
import { repairSizes, traceOfCut } from '../sizes/repairSizes.ts';
import { traceOfRelations } from '../sizes/traceOfRelations.ts';

/** The same elements in other dimensions. Its second input says how many there are along each. */
export const reshape: ChannelRule = {
  operators: ['Reshape'],
  relate(node, relations) {
    freezeUnknown(node, relations);
    relateReshape(node, relations);
  },
  rewrite(node, cuts) {
    const [input = '', sizes = ''] = node.input;
    const [output = ''] = node.output;
    const [before, after] = [cuts.before(output), cuts.after(output)];
    if (before === undefined || after === undefined || (!isCut(input, cuts) && !isCut(output, cuts))) return;
    const terms = traceOfCut(cuts).sizes(sizes)?.terms;
    const copied = cuts.after(input);
    const stays = before.map((_, axis) => {
      const term = terms?.[axis];
      if (term?.axes.length !== 0) return undefined;
      if (term.factor === -1) return -1;
      return term.factor === 0 && copied?.[axis] === after[axis] ? 0 : undefined;
    });
    repairSizes(
      node,
      1,
      {
        before: before.map((size, axis) => stays[axis] ?? size),
        wanted: after.map((size, axis) => stays[axis] ?? size),
      },
      cuts,
    );
  },
};

/**
 * Sizes that come from elsewhere than shapes and constants cannot be adapted; nor can a 0 (the size that was there) among computed
 * ones, if it stands for another dimension than the one it copies.
 */
function freezeUnknown(node: onnx.NodeProto, relations: Relations): void {
  const [input = '', sizes = ''] = node.input;
  const [output = ''] = node.output;
  const reason = nodeReason('pruneGroups.shape-unknown-size', relations, node);
  const terms = traceOfRelations(relations).sizes(sizes)?.terms;
  const [before, after] = [relations.shape(input), relations.shape(output)];
  const computed = terms?.some((term) => term?.axes.length !== 0) !== false;
  const copies = intAttribute(node, 'allowzero') !== 1;
  after?.forEach((_, axis) => {
    const term = terms?.[axis];
    const isCopied = copies && term?.axes.length === 0 && term.factor === 0;
    if (term !== undefined && !(isCopied && computed)) return;
    // What is copied is right by itself where both are one dimension: everything before it is alike.
    const isAlike = isCopied && before?.slice(0, axis + 1).join() === after.slice(0, axis + 1).join();
    if (!isAlike) relations.freeze({ tensor: output, axis }, reason);
  });
}

function isCut(tensor: string, cuts: Cuts): boolean {
  return cuts.before(tensor)?.some((_, axis) => cuts.kept({ tensor, axis }) !== undefined) ?? false;
}
