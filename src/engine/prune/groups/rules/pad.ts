import { textAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { constantIntegers, fromFront, giveIntegers, givenIntegers } from '../sizes/integers.ts';
import { type SizeTrace } from '../sizes/sizeTrace.ts';
import { traceOfRelations } from '../sizes/traceOfRelations.ts';
import type { Place } from '../sizes/integers.ts';
import { traceOfCut } from '../sizes/repairSizes.ts';

/** Puts positions before and after, or takes some off. Along channels only constants can be put there. */
export const pad: ChannelRule = {
  operators: ['Pad'],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    const shape = relations.shape(input);
    if (shape === undefined) return;
    const pads = padsOf(relations, node, shape.length, traceOfRelations(relations));
    const isConstant = (textAttribute(node, 'mode') ?? 'constant') === 'constant';
    shape.forEach((size, axis) => {
      const [from, to] = [
        { tensor: input, axis },
        { tensor: output, axis },
      ];
      const pad = pads?.[axis];
      if (pad === undefined || (!isConstant && !isNone(pad))) {
        const reason = nodeReason(
          pad === undefined ? 'pruneGroups.shape-unknown-size' : 'pruneGroups.shape-filled',
          relations,
          node,
        );
        relations.freeze(from, reason);
        relations.freeze(to, reason);
      } else if (isNone(pad)) relations.same(from, to);
      else relations.follow(to, from, (index) => within(index - pad.before, size));
    });
  },
  rewrite(node, cuts) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    const [shape, padded] = [cuts.before(input), cuts.before(output)];
    const pads = shape && padsOf(cuts, node, shape.length, traceOfCut(cuts));
    if (shape === undefined || padded === undefined || pads === undefined) return;
    const left = pads.map((pad, axis) => {
      const counts = (tensor: string, size: number) => countIn(cuts.kept({ tensor, axis }), size);
      const [inside, outside] = [counts(input, shape[axis]!), counts(output, padded[axis]!)];
      return {
        before: pad.before < 0 ? -inside(0, -pad.before) : outside(0, pad.before),
        after:
          pad.after < 0
            ? -inside(shape[axis]! + pad.after, shape[axis]!)
            : outside(padded[axis]! - pad.after, padded[axis]!),
      };
    });
    if (left.every((pad, axis) => pad.before === pads[axis]!.before && pad.after === pads[axis]!.after)) return;
    const axes = axesOf(cuts, node, shape.length) ?? [];
    const numbers = [...axes.map((axis) => left[axis]!.before), ...axes.map((axis) => left[axis]!.after)];
    giveIntegers(cuts, node, 1, 'pads', numbers);
  },
};

interface Pads {
  readonly before: number;
  readonly after: number;
}

/** For every dimension; undefined where they are computed. */
function padsOf(place: Place, node: onnx.NodeProto, rank: number, trace: SizeTrace): readonly Pads[] | undefined {
  const given = givenIntegers(place, node, 1, 'pads');
  const numbers = given === 'computed' ? trace.constants(node.input[1] ?? '') : given;
  const axes = axesOf(place, node, rank);
  if (numbers === undefined || axes === undefined) return undefined;
  const pads: Pads[] = Array.from({ length: rank }, () => ({ before: 0, after: 0 }));
  axes.forEach((axis, index) => {
    pads[axis] = { before: numbers[index]!, after: numbers[index + axes.length]! };
  });
  return pads;
}

function axesOf(place: Place, node: onnx.NodeProto, rank: number): readonly number[] | undefined {
  const tensor = node.input[3] ?? '';
  if (tensor === '') return Array.from({ length: rank }, (_, axis) => axis);
  return constantIntegers(place, tensor)?.map((axis) => fromFront(axis, rank));
}

function isNone({ before, after }: Pads): boolean {
  return before === 0 && after === 0;
}

function within(index: number, size: number): number | undefined {
  return index >= 0 && index < size ? index : undefined;
}

/** How many of the positions from one up to another are left. */
function countIn(kept: readonly number[] | undefined, size: number): (from: number, to: number) => number {
  return (from, to) => {
    const [low, high] = [Math.max(from, 0), Math.min(to, size)];
    return kept?.filter((position) => position >= low && position < high).length ?? Math.max(0, high - low);
  };
}
