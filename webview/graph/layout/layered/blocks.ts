import { IndexList, NumberList } from '../typed/numberList.ts';
import { groupByKey, type Rows } from '../typed/rows.ts';
import type { LayerOrder } from './layerOrder.ts';
import { mainPath } from './straightness.ts';

/**
 * Vertices that stand in one vertical line, as one: a block has one horizontal position. Blocks are kept apart by
 * constraints and pulled together by springs.
 */
export interface Blocks {
  readonly count: number;
  /** The block of each vertex, and the middle of the vertex from the position of its block. */
  readonly of: Int32Array;
  readonly offset: Float64Array;
  /** Constraint `i`: `x[right[i]] - x[left[i]] >= distance[i]`. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly distance: Float64Array;
  /** The constraints in which a block is the right one, and those in which it is the left one. */
  readonly fromLeft: Rows;
  readonly toRight: Rows;
  /** The blocks so that those on the left of a constraint come before those on the right. */
  readonly order: Uint32Array;
  /** Spring `i` wants `x[one[i]] + stretch[i] = x[other[i]]`. */
  readonly one: Int32Array;
  readonly other: Int32Array;
  readonly stretch: Float64Array;
  readonly weight: Float64Array;
  /** For each block the springs that hold it: `i` where it is `one`, `springs + i` where it is `other`. */
  readonly springs: Rows;
}

/** How strongly springs pull. */
const pulls = { mainPath: 8, other: 1 } as const;

/** Half the width that a vertex takes, with its share of the distance to its neighbours. */
export type Separation = (left: number, right: number) => number;

export function blocksOf(
  order: LayerOrder,
  aligned: Int32Array,
  straightness: Float64Array,
  separation: Separation,
): Blocks {
  const { of, offset, count } = alignVertices(order, aligned);
  const { left, right, distance } = constraints(order, of, offset, separation);
  const springs = springsBetween(order, of, offset, straightness);
  const springCount = springs.one.length;
  const ends = new Int32Array(2 * springCount);
  ends.set(springs.one);
  ends.set(springs.other, springCount);
  const fromLeft = groupByKey(right, count);
  const toRight = groupByKey(left, count);
  return {
    count,
    of,
    offset,
    left,
    right,
    distance,
    fromLeft,
    toRight,
    order: leftToRight(count, right, fromLeft, toRight),
    ...springs,
    springs: groupByKey(ends, count),
  };
}

function alignVertices(
  order: LayerOrder,
  aligned: Int32Array,
): { of: Int32Array; offset: Float64Array; count: number } {
  const { vertices, segments } = order;
  const of = new Int32Array(aligned.length);
  const offset = new Float64Array(aligned.length);
  let count = 0;
  // Ranks from above, so that the vertex a segment hangs from is known.
  for (const vertex of vertices) {
    const segment = aligned[vertex]!;
    if (segment < 0) {
      of[vertex] = count++;
      continue;
    }
    const upper = segments.upper[segment]!;
    of[vertex] = of[upper]!;
    offset[vertex] = offset[upper]! + segments.upperOffset[segment]! - segments.lowerOffset[segment]!;
  }
  return { of, offset, count };
}

function constraints(
  { layers, start, vertices }: LayerOrder,
  of: Int32Array,
  offset: Float64Array,
  separation: Separation,
): { left: Int32Array; right: Int32Array; distance: Float64Array } {
  const left = new IndexList();
  const right = new IndexList();
  const distance = new NumberList();
  // Two blocks that run side by side through many ranks are one constraint: the last that a block has on its right.
  const last = new Int32Array(of.length).fill(-1);
  for (let rank = 0; rank < layers.rankCount; rank++) {
    for (let at = start[rank]! + 1; at < start[rank + 1]!; at++) {
      const before = vertices[at - 1]!;
      const after = vertices[at]!;
      const [a, b] = [of[before]!, of[after]!];
      const apart = offset[before]! + separation(before, after) - offset[after]!;
      const known = last[a]!;
      if (known >= 0 && right.at(known) === b) {
        distance.set(known, Math.max(distance.at(known), apart));
        continue;
      }
      last[a] = left.length;
      left.push(a);
      right.push(b);
      distance.push(apart);
    }
  }
  return { left: left.toColumn(), right: right.toColumn(), distance: distance.toColumn() };
}

function springsBetween(
  { segments }: LayerOrder,
  of: Int32Array,
  offset: Float64Array,
  straightness: Float64Array,
): { one: Int32Array; other: Int32Array; stretch: Float64Array; weight: Float64Array } {
  const one = new IndexList();
  const other = new IndexList();
  const stretch = new NumberList();
  const weight = new NumberList();
  const add = (a: number, b: number, length: number, pull: number): void => {
    if (of[a] === of[b]) return;
    one.push(of[a]!);
    other.push(of[b]!);
    stretch.push(offset[a]! - offset[b]! + length);
    weight.push(pull);
  };
  const { upper, lower, upperOffset, lowerOffset, tied, tiedTo, tiedOffset } = segments;
  for (let segment = 0; segment < upper.length; segment++) {
    const pull = straightness[segment]! >= mainPath ? pulls.mainPath : pulls.other;
    add(upper[segment]!, lower[segment]!, upperOffset[segment]! - lowerOffset[segment]!, pull);
  }
  for (let tie = 0; tie < tied.length; tie++) add(tied[tie]!, tiedTo[tie]!, tiedOffset[tie]!, pulls.other);
  return {
    one: one.toColumn(),
    other: other.toColumn(),
    stretch: stretch.toColumn(),
    weight: weight.toColumn(),
  };
}

function leftToRight(count: number, right: Int32Array, fromLeft: Rows, toRight: Rows): Uint32Array {
  const waiting = new Int32Array(count);
  for (let block = 0; block < count; block++) waiting[block] = fromLeft.start[block + 1]! - fromLeft.start[block]!;
  const order = new Uint32Array(count);
  let known = 0;
  for (let block = 0; block < count; block++) if (waiting[block] === 0) order[known++] = block;
  for (let done = 0; done < known; done++) {
    const block = order[done]!;
    for (let at = toRight.start[block]!; at < toRight.start[block + 1]!; at++) {
      const next = right[toRight.items[at]!]!;
      waiting[next]!--;
      if (waiting[next] === 0) order[known++] = next;
    }
  }
  return order;
}
