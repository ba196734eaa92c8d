import { int, makeNode } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule, Cuts } from '../rule.ts';
import { fromFront, giveIntegers, givenIntegers, type Place } from '../sizes/integers.ts';
import { rangeOf, slicedPositions } from '../sizes/slicedPositions.ts';

/** Reads a range of positions along some dimensions. */
export const slice: ChannelRule = {
  operators: ['Slice'],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    const shape = relations.shape(input);
    if (shape === undefined) return;
    const cuts = slicedAxes(relations, node, shape);
    const frozen = (axis: number, code: 'pruneGroups.shape-computed-positions' | 'pruneGroups.shape-stepped') => {
      relations.freeze({ tensor: input, axis }, nodeReason(code, relations, node));
      relations.freeze({ tensor: output, axis }, nodeReason(code, relations, node));
    };
    for (let axis = 0; axis < shape.length; axis++) {
      const cut = cuts === 'computed' ? cuts : cuts.find((each) => each.axis === axis);
      if (cut === undefined) relations.same({ tensor: output, axis }, { tensor: input, axis });
      else if (cut === 'computed' || cut.positions === 'computed') frozen(axis, 'pruneGroups.shape-computed-positions');
      else if (isStepped(cut.positions) && cuts.length > 1) frozen(axis, 'pruneGroups.shape-stepped');
      else {
        const { positions } = cut;
        relations.follow({ tensor: output, axis }, { tensor: input, axis }, (index) => positions[index]);
      }
    }
  },
  rewrite(node, cuts) {
    const [input = ''] = node.input;
    const shape = cuts.before(input);
    const sliced = shape && slicedAxes(cuts, node, shape);
    if (sliced === undefined || sliced === 'computed') return;
    for (const [place, { axis, positions }] of sliced.entries()) {
      const kept = cuts.kept({ tensor: input, axis });
      if (kept === undefined || positions === 'computed') continue;
      const rank = new Map(kept.map((position, index) => [position, index]));
      const left = positions.flatMap((position) => rank.get(position) ?? []);
      const range = rangeOf(left, kept.length);
      if (range === undefined) readSingly(node, axis, left, cuts);
      else setRange(node, place, range, cuts);
    }
  },
};

interface SlicedAxis {
  readonly axis: number;
  readonly positions: readonly number[] | 'computed';
}

/** In the order in which the node names them. */
function slicedAxes(place: Place, node: onnx.NodeProto, shape: readonly number[]): readonly SlicedAxis[] | 'computed' {
  const starts = givenIntegers(place, node, 1, 'starts');
  const ends = givenIntegers(place, node, 2, 'ends');
  const axes = givenIntegers(place, node, 3, 'axes') ?? shape.map((_, axis) => axis);
  const steps = givenIntegers(place, node, 4, 'steps');
  if (axes === 'computed') return axes;
  const count = Array.isArray(starts) ? starts.length : axes.length;
  return axes.slice(0, count).map((each, index) => {
    const axis = fromFront(each, shape.length);
    if (starts === 'computed' || ends === 'computed' || steps === 'computed') return { axis, positions: 'computed' };
    const [start = 0, end = 0, step = 1] = [starts?.[index], ends?.[index], steps?.[index]];
    return { axis, positions: slicedPositions(shape[axis]!, { start, end, step }) };
  });
}

function isStepped(positions: readonly number[]): boolean {
  const [first = 0, second = first + 1] = positions;
  return Math.abs(second - first) > 1;
}

function setRange(
  node: onnx.NodeProto,
  place: number,
  range: { start: number; end: number; step: number },
  cuts: Cuts,
) {
  const set = (input: number, attribute: string, value: number): void => {
    const given = givenIntegers(cuts, node, input, attribute);
    if (given === 'computed' || given === undefined || given[place] === value) return;
    giveIntegers(cuts, node, input, attribute, given.with(place, value));
  };
  set(1, 'starts', range.start);
  set(2, 'ends', range.end);
  set(4, 'steps', range.step);
}

/** Positions that are no range any more are read by a Gather in the place of the Slice. */
function readSingly(node: onnx.NodeProto, axis: number, positions: readonly number[], cuts: Cuts): void {
  const { graph, model } = cuts;
  const indices = graph.freshName(`${node.output[0] ?? ''}.indices`);
  graph.addInitializer(model.tensor(indices, 'int64', [positions.length], BigInt64Array.from(positions, BigInt)));
  const origins = graph.origins(node);
  const { name, output } = node;
  graph.remove(node);
  const attributes = { axis: int(axis) };
  graph.add(makeNode('Gather', [node.input[0] ?? '', indices], output, { name, attributes }), origins);
}
