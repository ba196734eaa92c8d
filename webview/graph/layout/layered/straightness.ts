import type { Flow } from './flow.ts';
import type { Layers } from './layers.ts';
import { outside, type ScopeGraph } from './scopeGraph.ts';
import type { Segments } from './segments.ts';

/** What it is worth that a segment is vertical, by what it connects. */
const worth = { nodes: 2, nodeAndLane: 1, lane: 6, mainPath: 1000, longestBranch: 60 } as const;

/**
 * What it is worth that each segment is drawn as a vertical line. The longest path through the scope is its backbone and worth
 * most; branches count by their length, long lanes more than what merely connects two nodes.
 */
export function straightnessOf(scope: ScopeGraph, flow: Flow, layers: Layers, segments: Segments): Float64Array {
  const backbone = backboneOf(scope, flow);
  const reach = trunkWorth(scope, flow, layers, backbone);
  return Float64Array.from(segments.wire, (wire, segment) => {
    if (wire < 0) return 0;
    const dummies =
      Number(segments.upper[segment]! >= layers.itemCount) + Number(segments.lower[segment]! >= layers.itemCount);
    const base = dummies === 2 ? worth.lane : dummies === 1 ? worth.nodeAndLane : worth.nodes;
    const entry = layers.wires.entry[segments.end[segment]!]!;
    return base + (entry >= 0 ? backbone[entry]! : reach(wire));
  });
}

/**
 * For each entry what it is worth as part of a path: more than 0 where the target is the source's way on that is longest, and
 * the source the target's longest way from above.
 */
function backboneOf(scope: ScopeGraph, flow: Flow): Float64Array {
  const above = longest(scope, flow, true);
  const below = longest(scope, flow, false);
  const worths = new Float64Array(flow.netOfEntry.length);
  let full = 1;
  const length = (entry: number): number => {
    const source = scope.netSource[flow.netOfEntry[entry]!]!;
    const target = scope.target[entry]!;
    if (scope.netMinor[flow.netOfEntry[entry]!] === 1) return 0;
    return (source === outside ? 0 : above.length[source]!) + (target === outside ? 0 : below.length[target]!);
  };
  for (let entry = 0; entry < worths.length; entry++) full = Math.max(full, length(entry));
  for (let entry = 0; entry < worths.length; entry++) {
    if (flow.backward[entry] === 1) continue;
    const source = scope.netSource[flow.netOfEntry[entry]!]!;
    const target = scope.target[entry]!;
    if (source !== outside && below.entry[source] !== entry) continue;
    if (target !== outside && above.entry[target] !== entry) continue;
    const share = length(entry) / full;
    worths[entry] = share === 1 ? worth.mainPath : worth.longestBranch * share * share;
  }
  return worths;
}

interface Longest {
  /** For each item how many nodes the longest path has, up to it and with it; a group counts for all its nodes. */
  readonly length: Int32Array;
  /** The entry by which that path comes to it; -1 where it begins. */
  readonly entry: Int32Array;
}

/** The longest paths that come to each item from above, or from below. */
function longest(scope: ScopeGraph, flow: Flow, fromAbove: boolean): Longest {
  const itemCount = scope.width.length;
  const length = new Int32Array(itemCount);
  const entry = new Int32Array(itemCount).fill(-1);
  const { start, items } = fromAbove ? flow.incoming : flow.outgoing;
  for (let index = 0; index < itemCount; index++) {
    const item = flow.order[fromAbove ? index : itemCount - 1 - index]!;
    let best = -1;
    for (let at = start[item]!; at < start[item + 1]!; at++) {
      const each = items[at]!;
      if (flow.backward[each] === 1) continue;
      const other = fromAbove ? scope.netSource[flow.netOfEntry[each]!]! : scope.target[each]!;
      const minor = scope.netMinor[flow.netOfEntry[each]!] === 1;
      const before = other === outside || minor ? 0 : length[other]!;
      if (before <= best) continue;
      best = before;
      entry[item] = each;
    }
    length[item] = Math.max(0, best) + scope.nodeCount[item]!;
  }
  return { length, entry };
}

/** What a net's chain of dummies is worth down to the target that is part of a path: as much as that target. */
function trunkWorth(scope: ScopeGraph, flow: Flow, layers: Layers, backbone: Float64Array): (wire: number) => number {
  const { wires, rank } = layers;
  const entryOfNet = new Int32Array(scope.netSource.length).fill(-1);
  for (let entry = 0; entry < backbone.length; entry++) {
    if (backbone[entry]! > 0) entryOfNet[flow.netOfEntry[entry]!] = entry;
  }
  return (wire) => {
    const net = wires.net[wire]!;
    const entry = entryOfNet[net]!;
    if (entry < 0) return 0;
    const target = scope.target[entry]!;
    const targetRank = rank[target === outside ? layers.exitPort[net]! : target]!;
    return wires.gap[wire]! < targetRank ? backbone[entry]! : 0;
  };
}
