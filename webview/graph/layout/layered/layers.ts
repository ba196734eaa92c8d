import { IndexList } from '../typed/numberList.ts';
import { sortByKey } from '../typed/sortByKey.ts';
import { type Chains, chainsOf } from './chains.ts';
import type { Flow } from './flow.ts';
import type { Ranks } from './ranks.ts';
import { outside, type ScopeGraph } from './scopeGraph.ts';
import { laneEnd, WireList, type Wires } from './wires.ts';
import { ascending } from '../typed/filled.ts';

/**
 * A scope as ranks of vertices: its items, then a port for each net that crosses a border, then a dummy vertex wherever a net
 * passes a rank. A net passes each rank once, however many targets it has.
 */
export interface Layers {
  readonly rankCount: number;
  readonly itemCount: number;
  readonly vertexCount: number;
  /** The rank of each vertex. */
  readonly rank: Int32Array;
  /** The net of each port and dummy vertex; -1 for items. */
  readonly net: Int32Array;
  /** Which vertices are ports in the upper border, by net; -1 for nets that come from inside. */
  readonly entryPort: Int32Array;
  /** Which vertices are ports in the lower border, by net; -1 for nets that stay inside. */
  readonly exitPort: Int32Array;
  readonly wires: Wires;
  /** How many lanes there are in the margin. */
  readonly laneCount: number;
}

export function buildLayers(scope: ScopeGraph, flow: Flow, ranks: Ranks): Layers {
  return new LayerBuilder(scope, flow, ranks).build();
}

class LayerBuilder {
  private readonly chains: Chains;
  private readonly rank = new IndexList();
  private readonly net = new IndexList();
  private readonly entryPort: Int32Array;
  private readonly exitPort: Int32Array;
  private readonly wires = new WireList();
  /** The entries, those of each net by their rank. */
  private readonly sorted: Uint32Array;

  constructor(
    private readonly scope: ScopeGraph,
    flow: Flow,
    private readonly ranks: Ranks,
  ) {
    this.chains = chainsOf(scope, flow, ranks);
    this.entryPort = new Int32Array(scope.netSource.length).fill(-1);
    this.exitPort = this.entryPort.slice();
    this.sorted = ascending(scope.target.length);
    for (let net = 0; net < scope.netSource.length; net++) {
      sortByKey(this.sorted, scope.netStart[net]!, scope.netStart[net + 1]!, this.chains.entryRank);
    }
  }

  build(): Layers {
    const { scope, ranks } = this;
    for (const rank of ranks.rank) this.vertex(rank, -1);
    this.addPorts();
    for (let net = 0; net < scope.netSource.length; net++) {
      this.chainUp(net);
      this.chainDown(net);
    }
    return {
      rankCount: ranks.rankCount,
      itemCount: scope.width.length,
      vertexCount: this.rank.length,
      rank: this.rank.toColumn(),
      net: this.net.toColumn(),
      entryPort: this.entryPort,
      exitPort: this.exitPort,
      wires: this.wires.done(),
      laneCount: this.chains.laneCount,
    };
  }

  private vertex(rank: number, net: number): number {
    this.rank.push(rank);
    this.net.push(net);
    return this.rank.length - 1;
  }

  private addPorts(): void {
    const { scope, ranks } = this;
    for (let net = 0; net < scope.netSource.length; net++) {
      if (scope.netSource[net] === outside) this.entryPort[net] = this.vertex(0, net);
      for (let entry = scope.netStart[net]!; entry < scope.netStart[net + 1]!; entry++) {
        if (scope.target[entry] === outside) this.exitPort[net] = this.vertex(ranks.rankCount - 1, net);
      }
    }
  }

  /** From the source down to the farthest target, a branch for each target on the way. */
  private chainDown(net: number): void {
    const { wires } = this;
    const source = this.chains.sourceRank[net]!;
    const lowest = this.chains.lowest[net]!;
    const lane = this.chains.laneDown[net]!;
    let trunk = this.sourceVertex(net);
    let next = this.firstBelow(net, source);
    let gap = source + 1;
    while (gap <= lowest) {
      wires.begin(net, gap);
      wires.end(trunk, false);
      next = this.reachTargets(net, next, gap);
      if (gap === lowest) return;
      trunk = lane < 0 ? this.vertex(gap, net) : laneEnd(lane);
      wires.end(trunk, true);
      gap = lane < 0 ? gap + 1 : this.rankOf(next);
    }
  }

  /** From the source around below its rank and back up to the farthest target of a cycle. */
  private chainUp(net: number): void {
    const { wires } = this;
    const source = this.chains.sourceRank[net]!;
    const highest = this.chains.highest[net]!;
    const lane = this.chains.laneUp[net]!;
    if (highest > source) return;
    wires.begin(net, source + 1);
    wires.end(this.sourceVertex(net), false);
    let trunk = lane < 0 ? this.vertex(source, net) : laneEnd(lane);
    wires.end(trunk, false);
    let next = this.firstBelow(net, source);
    let gap = lane < 0 ? source : this.rankOf(next - 1);
    while (gap >= highest) {
      // The targets of this rank: those before `next` that are not farther up.
      let first = next;
      while (first > this.scope.netStart[net]! && this.rankOf(first - 1) === gap) first--;
      wires.begin(net, gap);
      wires.end(trunk, true);
      this.reachTargets(net, first, gap);
      if (gap === highest) return;
      if (lane < 0) trunk = this.vertex(gap - 1, net);
      wires.end(trunk, false);
      next = first;
      gap = lane < 0 ? gap - 1 : this.rankOf(next - 1);
    }
  }

  /** Ends the current wire at the targets of a rank; returns what follows them in `sorted`. */
  private reachTargets(net: number, from: number, rank: number): number {
    let next = from;
    for (; next < this.scope.netStart[net + 1]! && this.rankOf(next) === rank; next++) {
      const entry = this.sorted[next]!;
      const target = this.scope.target[entry]!;
      this.wires.end(target === outside ? this.exitPort[net]! : target, true, entry);
    }
    return next;
  }

  /** The place in `sorted` of the first target below a rank. */
  private firstBelow(net: number, rank: number): number {
    let low = this.scope.netStart[net]!;
    let high = this.scope.netStart[net + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rankOf(middle) > rank) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private rankOf(place: number): number {
    return this.chains.entryRank[this.sorted[place]!]!;
  }

  private sourceVertex(net: number): number {
    const source = this.scope.netSource[net]!;
    return source === outside ? this.entryPort[net]! : source;
  }
}
