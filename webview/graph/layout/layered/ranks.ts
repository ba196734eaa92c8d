import type { Flow } from './flow.ts';
import { outside, type ScopeGraph } from './scopeGraph.ts';

/** In which row each item is drawn. */
export interface Ranks {
  readonly rank: Int32Array;
  /** How many rows there are, with those of the borders' ports. */
  readonly rankCount: number;
}

const maximalRounds = 8;

/**
 * Gives every item a rank so that nets go down, except backward entries: the longest path from the sources first; then items
 * move where that shortens the nets, each counted once from its source to its farthest target, as it is drawn.
 * So constants and shape computations end up beside their readers.
 */
export function assignRanks(scope: ScopeGraph, flow: Flow): Ranks {
  const entered = scope.netSource.includes(outside);
  const left = scope.target.includes(outside);
  const rank = longestPaths(scope, flow, entered ? 1 : 0);
  const last = rank.reduce((a, b) => Math.max(a, b), entered ? 0 : -1);
  const rankCount = last + (left ? 2 : 1);
  const tightening = new Tightening(scope, flow, rank, entered ? 1 : 0, rankCount - 1);
  for (let round = 0; round < maximalRounds; round++) if (!tightening.round()) break;
  return { rank, rankCount };
}

function longestPaths(scope: ScopeGraph, flow: Flow, first: number): Int32Array {
  const rank = new Int32Array(scope.width.length).fill(first);
  for (const item of flow.order) {
    const below = rank[item]! + 1;
    for (let at = flow.outgoing.start[item]!; at < flow.outgoing.start[item + 1]!; at++) {
      const entry = flow.outgoing.items[at]!;
      const target = scope.target[entry]!;
      if (target >= 0 && flow.backward[entry] === 0 && rank[target]! < below) rank[target] = below;
    }
  }
  return rank;
}

/** Moves items one at a time to where the sum of the nets' lengths is least. */
class Tightening {
  /** The rank of each net's farthest target, and how many targets are there. */
  private readonly farthest: Int32Array;
  private readonly farthestCount: Int32Array;
  /** Nets that begin in an item and have a target below it. */
  private readonly leaving: Int32Array;
  /** 1 for items with which all that leads to them can move: each net on the way has one target. */
  private readonly loose: Uint8Array;
  private reaches = new Int32Array(16);

  constructor(
    private readonly scope: ScopeGraph,
    private readonly flow: Flow,
    private readonly rank: Int32Array,
    private readonly firstRank: number,
    private readonly lastRank: number,
  ) {
    const netCount = scope.netSource.length;
    this.farthest = new Int32Array(netCount).fill(-1);
    this.farthestCount = new Int32Array(netCount);
    this.leaving = new Int32Array(rank.length);
    this.loose = looseItems(scope, flow);
    for (let net = 0; net < netCount; net++) {
      this.measure(net);
      const source = scope.netSource[net]!;
      if (source >= 0 && this.farthestCount[net]! > 0) this.leaving[source]!++;
    }
  }

  /** Visits all items, readers before what they read, then the other way round; returns whether anything got shorter. */
  round(): boolean {
    const { order } = this.flow;
    let shorter = false;
    for (let index = order.length - 1; index >= 0; index--) {
      const item = order[index]!;
      if (this.loose[item] === 1) this.lower(item);
      else if (this.improve(item)) shorter = true;
    }
    for (const item of order) if (this.loose[item] === 0 && this.improve(item)) shorter = true;
    return shorter;
  }

  /** Moves a loose item right above its readers; what leads to it is visited next and follows. */
  private lower(item: number): void {
    const from = this.rank[item]!;
    const [, to] = this.range(item);
    if (this.leaving[item]! > 0 && to !== from) this.move(item, from, to);
  }

  private improve(item: number): boolean {
    const count = this.collectReaches(item);
    const [lowest, highest] = this.range(item);
    const from = this.rank[item]!;
    const to = Math.min(highest, Math.max(lowest, this.best(item, count)));
    if (to === from || this.cost(item, count, from) <= this.cost(item, count, to)) return false;
    this.move(item, from, to);
    return true;
  }

  /** Which ranks an item can have where the others are. */
  private range(item: number): readonly [number, number] {
    const { scope, flow, rank } = this;
    let lowest = this.firstRank;
    let highest = this.lastRank;
    for (let at = flow.incoming.start[item]!; at < flow.incoming.start[item + 1]!; at++) {
      const entry = flow.incoming.items[at]!;
      if (flow.backward[entry] === 1) continue;
      const source = scope.netSource[flow.netOfEntry[entry]!]!;
      lowest = Math.max(lowest, (source >= 0 ? rank[source]! : 0) + 1);
    }
    for (let at = flow.outgoing.start[item]!; at < flow.outgoing.start[item + 1]!; at++) {
      const entry = flow.outgoing.items[at]!;
      if (flow.backward[entry] === 1) continue;
      const target = scope.target[entry]!;
      highest = Math.min(highest, (target >= 0 ? rank[target]! : this.lastRank) - 1);
    }
    return [lowest, highest];
  }

  /** How far each net that an item reads goes without it, sorted, in `reaches`. */
  private collectReaches(item: number): number {
    const { flow } = this;
    const { start, items } = flow.incoming;
    const most = start[item + 1]! - start[item]!;
    if (this.reaches.length < most) this.reaches = new Int32Array(2 * most);
    let count = 0;
    for (let at = start[item]!; at < start[item + 1]!; at++) {
      const entry = items[at]!;
      if (flow.backward[entry] === 1) continue;
      const net = flow.netOfEntry[entry]!;
      const alone = this.farthest[net] === this.rank[item] && this.farthestCount[net] === 1;
      this.reaches[count++] = alone ? this.secondFarthest(net, item) : this.farthest[net]!;
    }
    this.reaches.subarray(0, count).sort();
    return count;
  }

  private secondFarthest(net: number, item: number): number {
    const { scope, flow, rank } = this;
    let second = -1;
    for (let entry = scope.netStart[net]!; entry < scope.netStart[net + 1]!; entry++) {
      const target = scope.target[entry]!;
      if (flow.backward[entry] === 1 || target === item) continue;
      second = Math.max(second, target >= 0 ? rank[target]! : this.lastRank);
    }
    return second;
  }

  /** Going down a rank shortens the nets that leave and lengthens those that already end here: the rank where that balances. */
  private best(item: number, count: number): number {
    const growing = this.leaving[item]! - 1;
    if (growing < 0) return count === 0 ? this.rank[item]! : 0;
    return growing < count ? this.reaches[growing]! : this.lastRank;
  }

  private cost(item: number, count: number, rank: number): number {
    let cost = -this.leaving[item]! * rank;
    for (let index = 0; index < count; index++) cost += Math.max(this.reaches[index]!, rank);
    return cost;
  }

  private move(item: number, from: number, to: number): void {
    const { flow } = this;
    this.rank[item] = to;
    for (let at = flow.incoming.start[item]!; at < flow.incoming.start[item + 1]!; at++) {
      const entry = flow.incoming.items[at]!;
      if (flow.backward[entry] === 1) continue;
      const net = flow.netOfEntry[entry]!;
      if (to > this.farthest[net]!) {
        this.farthest[net] = to;
        this.farthestCount[net] = 1;
      } else if (to === this.farthest[net]) this.farthestCount[net]!++;
      else if (from === this.farthest[net]) {
        this.farthestCount[net]!--;
        if (this.farthestCount[net] === 0) this.measure(net);
      }
    }
  }

  private measure(net: number): void {
    const { scope, flow, rank } = this;
    this.farthest[net] = -1;
    this.farthestCount[net] = 0;
    for (let entry = scope.netStart[net]!; entry < scope.netStart[net + 1]!; entry++) {
      if (flow.backward[entry] === 1) continue;
      const target = scope.target[entry]!;
      const at = target >= 0 ? rank[target]! : this.lastRank;
      if (at < this.farthest[net]) continue;
      this.farthestCount[net] = at === this.farthest[net] ? this.farthestCount[net] + 1 : 1;
      this.farthest[net] = at;
    }
  }
}

function looseItems(scope: ScopeGraph, flow: Flow): Uint8Array {
  const loose = new Uint8Array(scope.width.length);
  for (const item of flow.order) {
    let free = true;
    for (let at = flow.incoming.start[item]!; at < flow.incoming.start[item + 1]!; at++) {
      const net = flow.netOfEntry[flow.incoming.items[at]!]!;
      const source = scope.netSource[net]!;
      const targets = scope.netStart[net + 1]! - scope.netStart[net]!;
      if (source === outside || targets > 1 || loose[source] === 0) free = false;
    }
    loose[item] = free ? 1 : 0;
  }
  return loose;
}
