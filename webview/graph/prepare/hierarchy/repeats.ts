/** Nodes in an order in which every tensor is written before it is read, as far as repetitions are concerned. */
export interface Sequence {
  /** What each node is, so that nodes which do the same have the same number. */
  readonly labels: Uint32Array;
  /** 1 for nodes that a block is best seen to begin with. */
  readonly heads: Uint8Array;
  /** Where the producers of each node begin; one more than there are nodes. */
  readonly producerStart: Uint32Array;
  /** Positions of the nodes that write what a node reads, in the order of its inputs. */
  readonly producers: Uint32Array;
}

/** A block of nodes that comes several times in a row. */
export interface Repeat {
  /** Position of its first node. */
  readonly start: number;
  /** Nodes of one block, and how many blocks there are. */
  readonly period: number;
  readonly count: number;
}

const shortestBlock = 3;
const longestBlock = 512;
/** Where this share of the nodes is in blocks of one length, longer blocks are only several of those. */
const enough = 0.9;

interface Run extends Repeat {
  readonly covered: number;
}

/**
 * Finds blocks of equal nodes that follow each other: same operators, attributes and weights' shapes, connected in the same
 * way. Longer stretches win over shorter ones, and short blocks over their multiples.
 */
export function findRepeats(sequence: Sequence): readonly Repeat[] {
  const length = sequence.labels.length;
  const crossing = crossings(sequence);
  const runs: Run[] = [];
  for (let period = shortestBlock; period <= Math.min(longestBlock, length / 2); period++) {
    let covered = 0;
    for (const { start, end } of stretches(sequence, period)) {
      const run = aligned(start, end, period, crossing, sequence.heads);
      if (run === undefined) continue;
      runs.push(run);
      covered += run.covered;
    }
    if (covered >= enough * length) break;
  }
  runs.sort((a, b) => b.covered - a.covered || a.period - b.period || a.start - b.start);
  const taken = new Uint8Array(length);
  const chosen = runs.filter(({ start, covered }) => {
    if (taken.subarray(start, start + covered).includes(1)) return false;
    taken.fill(1, start, start + covered);
    return true;
  });
  return chosen.sort((a, b) => a.start - b.start);
}

/** Stretches of at least two blocks in which every node is like the one a period later. */
function* stretches(sequence: Sequence, period: number): Iterable<{ readonly start: number; readonly end: number }> {
  const { labels } = sequence;
  const last = labels.length - period;
  let start = 0;
  for (let at = 0; at <= last; at++) {
    if (at < last && labels[at] === labels[at + period] && isAlike(sequence, at, period)) continue;
    if (at - start >= period) yield { start, end: at + period };
    start = at + 1;
  }
}

/** Whether a node and the one a period later read from the same places within about a block; further away, any will do. */
function isAlike({ producerStart, producers }: Sequence, at: number, period: number): boolean {
  const [from, other] = [producerStart[at]!, producerStart[at + period]!];
  const count = producerStart[at + 1]! - from;
  if (producerStart[at + period + 1]! - other !== count) return false;
  for (let input = 0; input < count; input++) {
    const [one, two] = [at - producers[from + input]!, at + period - producers[other + input]!];
    if (one !== two && (one <= period || two <= period)) return false;
  }
  return true;
}

/** The blocks of a stretch, cut where the fewest tensors pass from one to the next, so that there are many, with a head. */
function aligned(
  start: number,
  end: number,
  period: number,
  crossing: Uint32Array,
  heads: Uint8Array,
): Run | undefined {
  let best: { readonly offset: number; readonly count: number; readonly rank: readonly number[] } | undefined;
  for (let offset = 0; offset < period; offset++) {
    const count = Math.floor((end - start - offset) / period);
    if (count < 2) break;
    let cost = 0;
    for (let block = 0; block < count; block++) cost += crossing[start + offset + block * period]!;
    const rank = [-cost / count, count, heads[start + offset]!];
    if (best === undefined || isHigher(rank, best.rank)) best = { offset, count, rank };
  }
  return best && { start: start + best.offset, period, count: best.count, covered: best.count * period };
}

/** Compares by the first figure, then by the next. */
function isHigher(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((figure, index) => figure !== other[index]);
  return at >= 0 && one[at]! > other[at]!;
}

/** For each position, how many nodes before it are read by nodes at it or after it. */
function crossings({ labels, producerStart, producers }: Sequence): Uint32Array {
  const length = labels.length;
  const lastReader = Uint32Array.from({ length }, (_, node) => node);
  for (let node = 0; node < length; node++) {
    for (let index = producerStart[node]!; index < producerStart[node + 1]!; index++) {
      const producer = producers[index]!;
      if (lastReader[producer]! < node) lastReader[producer] = node;
    }
  }
  const ending = new Uint32Array(length + 1);
  const crossing = new Uint32Array(length + 1);
  let open = 0;
  for (let at = 0; at < length; at++) {
    open -= ending[at]!;
    crossing[at] = open;
    if (lastReader[at]! > at) {
      open++;
      ending[lastReader[at]! + 1]!++;
    }
  }
  return crossing;
}
