import { RangeMaximum } from '../typed/rangeMaximum.ts';
import type { Wires } from './wires.ts';

/** The horizontal pieces of the wires in one gap, from above to below. */
export interface Tracks {
  /** The track of each wire, in the order in which they were given. */
  readonly track: Int32Array;
  readonly count: number;
}

/** Horizontal pieces on one track are at least this far from each other. */
const clearance = 8;

/** Up to so many wires in a gap their order is searched pair by pair. */
const pairwise = 120;

/** Two vertical pieces nearer than this would look like one. */
const overlapping = 3;

/** What it costs when vertical pieces of two nets lie on each other, in crossings. */
const overlapCost = 8;

/**
 * Gives the wires of a gap that are not straight tracks so that those that overlap have different ones, in an order with few
 * crossings.
 * @param position the horizontal position of each end of all wires
 */
export function assignTracks(wires: Wires, ids: Uint32Array, position: Float64Array): Tracks {
  const track = new Int32Array(ids.length);
  if (ids.length === 1) return { track, count: 1 };
  const bent: Wire[] = [];
  for (let index = 0; index < ids.length; index++) bent.push(measure(wires, ids[index]!, index, position));
  const sorted = firstOrder(bent);
  const ordered = sorted.length <= pairwise ? sift(sorted) : sorted;
  return { track, count: stack(ordered, track) };
}

interface Wire {
  readonly index: number;
  readonly left: number;
  readonly right: number;
  /** Where the net enters the gap. */
  readonly trunk: number;
  readonly upper: readonly number[];
  readonly lower: readonly number[];
}

function measure(wires: Wires, id: number, index: number, position: Float64Array): Wire {
  const from = wires.start[id]!;
  const to = wires.start[id + 1]!;
  const upper: number[] = [];
  const lower: number[] = [];
  let left = Infinity;
  let right = -Infinity;
  for (let end = from; end < to; end++) {
    const x = position[end]!;
    (wires.below[end] === 1 ? lower : upper).push(x);
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return { index, left, right, trunk: position[from]!, upper, lower };
}

/** Lines to the left from left to right, then lines to the right from right to left: parallel ones do not cross so. */
function firstOrder(wires: readonly Wire[]): Wire[] {
  const isLeftward = (wire: Wire): boolean => wire.trunk - wire.left > wire.right - wire.trunk;
  const leftward = wires.filter(isLeftward).sort((a, b) => a.trunk - b.trunk || a.index - b.index);
  const rightward = wires.filter((wire) => !isLeftward(wire)).sort((a, b) => b.trunk - a.trunk || a.index - b.index);
  return [...leftward, ...rightward];
}

/** Takes each wire out and puts it where it costs least, until nothing changes (at most a few times). */
function sift(wires: Wire[]): Wire[] {
  const count = wires.length;
  // What it costs to have one above the other rather than below it.
  const excess = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const difference = costAbove(wires[a]!, wires[b]!) - costAbove(wires[b]!, wires[a]!);
      excess[a * count + b] = difference;
      excess[b * count + a] = -difference;
    }
  }
  const order = wires.map((_, index) => index);
  for (let round = 0; round < 4; round++) {
    let changed = false;
    for (let wire = 0; wire < count; wire++) if (settle(order, wire, excess)) changed = true;
    if (!changed) break;
  }
  return order.map((index) => wires[index]!);
}

function settle(order: number[], wire: number, excess: Float64Array): boolean {
  const count = order.length;
  const at = order.indexOf(wire);
  let best = at;
  let bestCost = 0;
  let cost = 0;
  for (let place = at - 1; place >= 0; place--) {
    cost += excess[wire * count + order[place]!]!;
    if (cost < bestCost) [bestCost, best] = [cost, place];
  }
  cost = 0;
  for (let place = at + 1; place < count; place++) {
    cost -= excess[wire * count + order[place]!]!;
    if (cost < bestCost) [bestCost, best] = [cost, place];
  }
  if (best === at) return false;
  order.splice(at, 1);
  order.splice(best, 0, wire);
  return true;
}

/** What it costs to have `upper` above `lower`: its ends below cross the other's track, the other's ends above its own. */
function costAbove(upper: Wire, lower: Wire): number {
  if (upper.right + clearance < lower.left || lower.right + clearance < upper.left) return 0;
  let cost = 0;
  for (const x of upper.lower) if (x > lower.left && x < lower.right) cost++;
  for (const x of lower.upper) if (x > upper.left && x < upper.right) cost++;
  for (const x of upper.lower) {
    for (const other of lower.upper) if (Math.abs(x - other) < overlapping) cost += overlapCost;
  }
  return cost;
}

/** Puts each wire on the first track below all earlier ones that it overlaps; returns how many tracks that takes. */
function stack(ordered: readonly Wire[], track: Int32Array): number {
  return ordered.length <= pairwise ? stackFew(ordered, track) : stackMany(ordered, track);
}

function stackFew(ordered: readonly Wire[], track: Int32Array): number {
  let count = 0;
  for (let place = 0; place < ordered.length; place++) {
    const wire = ordered[place]!;
    let mine = 0;
    for (let before = 0; before < place; before++) {
      const other = ordered[before]!;
      const apart = other.right + clearance < wire.left || wire.right + clearance < other.left;
      if (!apart) mine = Math.max(mine, track[other.index]! + 1);
    }
    track[wire.index] = mine;
    count = Math.max(count, mine + 1);
  }
  return count;
}

function stackMany(ordered: readonly Wire[], track: Int32Array): number {
  const edges = Float64Array.from(ordered.flatMap(({ left, right }) => [left, right + clearance])).sort();
  const cellOf = (x: number): number => {
    let low = 0;
    let high = edges.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! < x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const used = new RangeMaximum(edges.length);
  let count = 0;
  for (const { index, left, right } of ordered) {
    const from = cellOf(left);
    const to = cellOf(right + clearance);
    const mine = used.maximum(from, to) + 1;
    used.raise(from, to, mine);
    track[index] = mine;
    count = Math.max(count, mine + 1);
  }
  return count;
}
