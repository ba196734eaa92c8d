import { constrainedPath } from './constrainedPath.ts';
import type { StepCosts } from './stepCosts.ts';
import { isAlive, type LiveTensor, type Timeline } from './timeline.ts';

/** The steps that a layer is made of: from that which computes to that which writes what is looked at. */
export interface LayerSpan {
  readonly first: number;
  readonly last: number;
}

export interface CutProblem {
  readonly timeline: Timeline;
  /** Bytes of a tensor in one run; undefined for what cannot be fed to a session. */
  readonly bytesOf: (tensor: string) => number | undefined;
  readonly costs: StepCosts;
  readonly layers: readonly LayerSpan[];
  /** Runs over which activations are kept. */
  readonly samples: number;
  /** Bytes of activations that may be kept, over all samples. */
  readonly limit: number;
  /** The positions to choose among; all unless given. */
  readonly among?: ReadonlySet<number>;
}

/** Where to cut. A cut at position p is before step p; the beginning and the end are no cuts. */
export interface Cuts {
  readonly positions: readonly number[];
  /** Bytes that are kept for them. */
  readonly bytes: number;
  /** Seconds that all layers take, by the costs that were assumed. */
  readonly seconds: number;
  /** No cuts within the limit take less. */
  readonly bound: number;
}

/** Orders of magnitude, as those of {@link StepCosts}. */
export const prices = {
  /** Seconds that a cut costs in each run that passes it: one more session to call. */
  ofPassing: 40e-6,
  /** Seconds for a byte that is copied out of one session and into the next. */
  ofByte: 0.5e-9,
  /** Seconds to load a session, however small. */
  ofSession: 1.5e-3,
} as const;

/**
 * Chooses where to cut a model so that measuring all layers, each from the cut before it to the end, takes least within the
 * bytes. A tensor that lives across several cuts is kept once. Inputs and outputs of the model cost nothing: they are kept or
 * not whatever is cut. Takes O(layers²) after one pass over the steps.
 */
export function chooseCuts(problem: CutProblem): Cuts {
  const points = [0, ...candidates(problem), problem.timeline.steps.length];
  const { run, load } = problem.costs;
  const [runBefore, loadBefore] = [sumsBefore(run), sumsBefore(load)];
  const total = runBefore[run.length]!;
  const layersBefore = countsBefore(problem.layers, run.length);
  const kept = keptBytes(problem, points);
  const passing = points.map(
    (point, index) => layersBefore[point]! * problem.samples * (prices.ofPassing + kept.alive[index]! * prices.ofByte),
  );
  const time = (from: number, to: number): number => {
    const [start, end] = [points[from]!, points[to]!];
    const created = prices.ofSession + loadBefore[end]! - loadBefore[start]!;
    const each = created + problem.samples * (total - runBefore[start]!);
    return (layersBefore[end]! - layersBefore[start]!) * each + (to < points.length - 1 ? created + passing[to]! : 0);
  };
  const bytes = (from: number, to: number): number => problem.samples * kept.added(from, to);
  const path = constrainedPath({ points: points.length, time, bytes, limit: problem.limit });
  return {
    positions: path.points.slice(1, -1).map((index) => points[index]!),
    bytes: path.bytes,
    seconds: path.time,
    bound: path.bound,
  };
}

/** With more places than this only the best two between each pair of layers are thought about. */
const manyPositions = 500;

/** Where cuts may be: before layers, never within one, nor where something lives that cannot be fed or is too large. */
function candidates(problem: CutProblem): readonly number[] {
  const { timeline, layers, samples, limit, among } = problem;
  const { alive, barred } = livingBytes(problem);
  const possible = (position: number): boolean =>
    barred[position] === 0 && samples * alive[position]! <= limit && among?.has(position) !== false;
  const starts = new Set(layers.map(({ first }) => first));
  const gaps: number[][] = [];
  let gap: number[] = [];
  for (let position = 1; position < timeline.steps.length; position++) {
    if (possible(position)) gap.push(position);
    if (!starts.has(position)) continue;
    gaps.push(gap);
    gap = [];
  }
  gaps.push(gap);
  const all = gaps.flat();
  return all.length <= manyPositions ? all : gaps.flatMap((each) => bestTwo(each, alive));
}

/** Of positions between two layers the last one, and the last of those with the fewest bytes alive. */
function bestTwo(positions: readonly number[], alive: Float64Array): readonly number[] {
  let [least] = positions;
  const last = positions.at(-1);
  if (least === undefined || last === undefined) return [];
  for (const position of positions) if (alive[position]! <= alive[least]!) least = position;
  return least === last ? [last] : [least, last];
}

/** Bytes of one sample that are alive before each step, and how many reasons there are not to cut there. */
function livingBytes({ timeline, bytesOf, layers }: CutProblem) {
  const count = timeline.steps.length + 1;
  const [alive, barred] = [new Float64Array(count), new Float64Array(count)];
  const mark = (marks: Float64Array, from: number, to: number, amount: number): void => {
    if (to < from) return;
    marks[from]! += amount;
    if (to + 1 < count) marks[to + 1]! -= amount;
  };
  for (const tensor of timeline.tensors.values()) {
    const [from, to] = [tensor.born + 1, tensor.lastRead];
    if (bytesOf(tensor.name) === undefined) mark(barred, from, to, 1);
    else mark(alive, from, to, costOfKeeping(tensor, bytesOf));
  }
  for (const { first, last } of layers) mark(barred, first + 1, last, 1);
  for (let position = 1; position < count; position++) {
    alive[position]! += alive[position - 1]!;
    barred[position]! += barred[position - 1]!;
  }
  return { alive, barred };
}

function costOfKeeping({ name, born, isOutput }: LiveTensor, bytesOf: CutProblem['bytesOf']): number {
  return born < 0 || isOutput ? 0 : (bytesOf(name) ?? 0);
}

function sumsBefore(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let index = 0; index < values.length; index++) sums[index + 1] = sums[index]! + values[index]!;
  return sums;
}

function countsBefore(layers: readonly LayerSpan[], steps: number): Float64Array {
  const counts = new Float64Array(steps);
  for (const { first } of layers) counts[first]!++;
  return sumsBefore(counts);
}

/** Bytes of one sample: those alive at each point, and those that a cut adds where the cut before it is another point. */
function keptBytes({ timeline, bytesOf }: CutProblem, points: readonly number[]) {
  const count = points.length;
  const pointAtOrBefore = new Int32Array(timeline.steps.length + 1);
  points.forEach((point, index) => pointAtOrBefore.fill(index, point));
  const alive = new Float64Array(count);
  // added[from, to]: at first what is alive at `to` and was born between `from` and the next point, then sums of these.
  const added = new Float64Array(count * count);
  for (const tensor of timeline.tensors.values()) {
    const bytes = costOfKeeping(tensor, bytesOf);
    if (bytes === 0) continue;
    const from = pointAtOrBefore[tensor.born]!;
    for (let to = from + 1; to < count - 1 && isAlive(tensor, points[to]!); to++) {
      alive[to]! += bytes;
      added[from * count + to]! += bytes;
    }
  }
  for (let to = 1; to < count - 1; to++) {
    for (let from = to - 2; from >= 0; from--) added[from * count + to]! += added[(from + 1) * count + to]!;
  }
  return { alive, added: (from: number, to: number): number => added[from * count + to]! };
}
