import { groupByKey } from '../typed/rows.ts';
import type { Flow } from './flow.ts';
import type { Ranks } from './ranks.ts';
import { outside, type ScopeGraph } from './scopeGraph.ts';

/**
 * How far each net goes through the ranks. It has up to two chains: one down to its farthest target, and, where cycles are,
 * one back up.
 */
export interface Chains {
  readonly sourceRank: Int32Array;
  /** The rank of each target entry. */
  readonly entryRank: Int32Array;
  /** The rank of the farthest target below the source; the source's own where there is none. */
  readonly lowest: Int32Array;
  /** The rank of the farthest target that is not below the source; one more than the source's own where there is none. */
  readonly highest: Int32Array;
  /** Lanes in the margin for chains down and chains up, -1 for those that pass between the items. */
  readonly laneDown: Int32Array;
  readonly laneUp: Int32Array;
  readonly laneCount: number;
}

/** Dummy vertices for each item and entry, beyond which the longest chains go into the margin: it keeps memory linear. */
const dummiesPerElement = 8;
const dummiesAnyway = 20_000;

export function chainsOf(scope: ScopeGraph, flow: Flow, { rank, rankCount }: Ranks): Chains {
  const netCount = scope.netSource.length;
  const sourceRank = scope.netSource.map((source) => (source === outside ? 0 : rank[source]!));
  const entryRank = scope.target.map((target) => (target === outside ? rankCount - 1 : rank[target]!));
  const lowest = sourceRank.slice();
  const highest = sourceRank.map((each) => each + 1);
  for (let entry = 0; entry < entryRank.length; entry++) {
    const net = flow.netOfEntry[entry]!;
    const at = entryRank[entry]!;
    if (at > sourceRank[net]!) lowest[net] = Math.max(lowest[net]!, at);
    else highest[net] = Math.min(highest[net]!, at);
  }
  const laneDown = new Int32Array(netCount).fill(-1);
  const laneUp = new Int32Array(netCount).fill(-1);
  const chains = { sourceRank, entryRank, lowest, highest, laneDown, laneUp, laneCount: 0 };
  const budget = dummiesAnyway + dummiesPerElement * (rank.length + entryRank.length);
  return { ...chains, laneCount: moveToMargin(chains, rankCount, budget) };
}

/** Chains as even numbers (down) and odd ones (up): how many dummy vertices each needs. */
function dummyCounts({ sourceRank, lowest, highest }: Chains): Int32Array {
  const counts = new Int32Array(2 * sourceRank.length);
  for (let net = 0; net < sourceRank.length; net++) {
    counts[2 * net] = Math.max(0, lowest[net]! - sourceRank[net]! - 1);
    counts[2 * net + 1] = sourceRank[net]! + 1 - highest[net]!;
  }
  return counts;
}

/** Gives the longest chains lanes in the margin until the others are few enough; returns how many lanes there are. */
function moveToMargin(chains: Chains, rankCount: number, budget: number): number {
  const counts = dummyCounts(chains);
  let total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= budget) return 0;
  const byLength = groupByKey(counts, rankCount + 1);
  const from = new Int32Array(counts.length).fill(-1);
  const to = new Int32Array(counts.length).fill(-1);
  for (let at = byLength.items.length - 1; at >= 0 && total > budget; at--) {
    const chain = byLength.items[at]!;
    const net = chain >> 1;
    const source = chains.sourceRank[net]!;
    total -= counts[chain]!;
    from[chain] = chain % 2 === 0 ? source + 1 : chains.highest[net]!;
    to[chain] = chain % 2 === 0 ? chains.lowest[net]! : source + 1;
  }
  return assignLanes(chains, groupByKey(from, rankCount + 1), groupByKey(to, rankCount + 1), rankCount);
}

/** Chains whose gaps do not overlap share a lane. */
function assignLanes(
  { laneDown, laneUp }: Chains,
  begins: ReturnType<typeof groupByKey>,
  ends: ReturnType<typeof groupByKey>,
  rankCount: number,
): number {
  const laneOf = (chain: number): Int32Array => (chain % 2 === 0 ? laneDown : laneUp);
  const free: number[] = [];
  let laneCount = 0;
  for (let gap = 0; gap <= rankCount; gap++) {
    for (let at = begins.start[gap]!; at < begins.start[gap + 1]!; at++) {
      const chain = begins.items[at]!;
      laneOf(chain)[chain >> 1] = free.pop() ?? laneCount++;
    }
    for (let at = ends.start[gap]!; at < ends.start[gap + 1]!; at++) {
      const chain = ends.items[at]!;
      free.push(laneOf(chain)[chain >> 1]!);
    }
  }
  return laneCount;
}
