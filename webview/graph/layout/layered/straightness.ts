import { backboneOf } from './backbone.ts';
import type { Flow } from './flow.ts';
import type { Layers } from './layers.ts';
import { outside, type ScopeGraph } from './scopeGraph.ts';
import type { Segments } from './segments.ts';
import { reals } from '../typed/filled.ts';

/** What it is worth that a segment is vertical, by what it connects. */
const worth = { nodes: 2, nodeAndLane: 1, lane: 6, longestBranch: 60 } as const;

/** What the pieces of the main path are worth, at least. */
export const mainPath = 1000;

/**
 * What it is worth that each segment is drawn as a vertical line. The longest path through the scope is its backbone and worth
 * most; branches count by their length, long lanes more than what merely connects two nodes.
 */
export function straightnessOf(scope: ScopeGraph, flow: Flow, layers: Layers, segments: Segments): Float64Array {
  const backbone = backboneOf(scope, flow).map((share) =>
    share === 1 ? mainPath : worth.longestBranch * share * share,
  );
  const reach = trunkWorth(scope, flow, layers, backbone);
  return reals(segments.wire.length, (segment) => {
    const wire = segments.wire[segment]!;
    if (wire < 0) return 0;
    const dummies =
      Number(segments.upper[segment]! >= layers.itemCount) + Number(segments.lower[segment]! >= layers.itemCount);
    const base = dummies === 2 ? worth.lane : dummies === 1 ? worth.nodeAndLane : worth.nodes;
    const entry = layers.wires.entry[segments.end[segment]!]!;
    return base + (entry >= 0 ? backbone[entry]! : reach(wire));
  });
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
