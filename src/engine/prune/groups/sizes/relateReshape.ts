import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { Axis, Relations } from '../rule.ts';
import { type Block, type Factor, type FactorPlace, factorIndex, matchDimensions } from './factors.ts';
import { isShuffled, isTakenApart } from './lookAhead.ts';

/** Combinations of what several blocks could lose; beyond them each block has its first. */
const mostCombinations = 16;

/**
 * Ties the dimensions before and after a node that keeps the order of elements. Where one dimension is the product of several, one
 * factor is chosen that can lose positions: of heads times their sizes, as the option says; where channels are shuffled, the
 * inner one, so that all groups lose the same; never a factor of a dimension that is frozen already.
 */
export function relateReshape(node: onnx.NodeProto, relations: Relations): void {
  const [input = ''] = node.input;
  const [output = ''] = node.output;
  const [before, after] = [relations.shape(input), relations.shape(output)];
  if (before === undefined || after === undefined) return;
  const reshape = { node, input, output, relations };
  const open: { readonly block: Block; readonly candidates: readonly Factor[] }[] = [];
  for (const block of matchDimensions(before, after)) {
    const { factors } = block;
    if (factors?.length === 1) {
      relations.same(axisAt(input, factors[0]!.input), axisAt(output, factors[0]!.output));
      continue;
    }
    const candidates = (factors ?? []).filter((factor) => isOpen(reshape, factor));
    if (candidates.length > 0) open.push({ block, candidates: inOrder(reshape, candidates) });
    else freezeOthers(reshape, block, undefined);
  }
  const chosen = choose(
    node,
    relations,
    open.map(({ candidates }) => candidates.length),
  );
  open.forEach(({ block, candidates }, index) => tie(reshape, block, candidates[chosen[index]!]!));
}

interface Reshape {
  readonly node: onnx.NodeProto;
  readonly input: string;
  readonly output: string;
  readonly relations: Relations;
}

function axisAt(tensor: string, { axis }: FactorPlace): Axis {
  return { tensor, axis };
}

function isOpen({ input, output, relations }: Reshape, factor: Factor): boolean {
  return !relations.isFrozen(axisAt(input, factor.input)) && !relations.isFrozen(axisAt(output, factor.output));
}

/**
 * The order of preference. Last come factors that would tie more than is tied already, and what a later node takes apart (queries,
 * keys and values).
 */
function inOrder(reshape: Reshape, candidates: readonly Factor[]): readonly Factor[] {
  const { node, output, relations } = reshape;
  if (candidates.length === 1) return candidates;
  const inner = relations.attention === 'head-size' || isShuffled(node, relations);
  const size = (place: FactorPlace) => relations.shape(output)?.[place.axis];
  const isApart = (factor: Factor) =>
    size(factor.output) === factor.size && isTakenApart(axisAt(output, factor.output), relations);
  const isLast = new Set(candidates.filter((factor) => tiesMore(reshape, factor) || isApart(factor)));
  const ordered = inner ? candidates.toReversed() : candidates;
  return [...ordered.filter((factor) => !isLast.has(factor)), ...ordered.filter((factor) => isLast.has(factor))];
}

/** Whether positions go together by now that differ in a factor: it was another one that was chosen before. */
function tiesMore({ input, output, relations }: Reshape, factor: Factor): boolean {
  const disagrees = (tensor: string, place: FactorPlace): boolean => {
    const known = new Map<number, number>();
    const axis = axisAt(tensor, place);
    const size = relations.shape(tensor)?.[place.axis] ?? 0;
    for (let index = 0; index < size; index++) {
      const found = relations.classAt(axis, index);
      const value = factorIndex(factor, place, index);
      if ((known.get(found) ?? value) !== value) return true;
      known.set(found, value);
    }
    return false;
  };
  return disagrees(input, factor.input) || disagrees(output, factor.output);
}

/** Which candidate each of several blocks takes: one choice of the node, whose candidates are their combinations. */
function choose(node: onnx.NodeProto, relations: Relations, counts: readonly number[]): readonly number[] {
  const combinations = counts.reduce((total, count) => total * count, 1);
  if (combinations === 1 || combinations > mostCombinations) return counts.map(() => 0);
  let rest = relations.choose(
    node,
    Array.from({ length: combinations }, (_, index) => index),
  );
  return counts.map((count) => {
    const candidate = rest % count;
    rest = Math.floor(rest / count);
    return candidate;
  });
}

/** Lets one factor of a block lose positions, and nothing else there. */
function tie(reshape: Reshape, block: Block, factor: Factor): void {
  const { input, output, relations } = reshape;
  const [before, after] = [axisAt(input, factor.input), axisAt(output, factor.output)];
  if (relations.shape(output)?.[after.axis] === factor.size) {
    relations.follow(before, after, (index) => factorIndex(factor, factor.input, index));
  } else {
    // Each position stands with the first one that says the same of the factor.
    const { stride } = factor.input;
    relations.follow(before, before, (index) => factorIndex(factor, factor.input, index) * stride);
    relations.follow(after, before, (index) => factorIndex(factor, factor.output, index) * stride);
  }
  freezeOthers(reshape, block, factor);
}

function freezeOthers({ node, input, output, relations }: Reshape, block: Block, chosen: Factor | undefined): void {
  const code = block.factors === undefined ? 'pruneGroups.shape-uneven' : 'pruneGroups.shape-other-part';
  const reason = nodeReason(code, relations, node);
  for (const axis of block.input) if (axis !== chosen?.input.axis) relations.freeze({ tensor: input, axis }, reason);
  for (const axis of block.output) if (axis !== chosen?.output.axis) relations.freeze({ tensor: output, axis }, reason);
}
