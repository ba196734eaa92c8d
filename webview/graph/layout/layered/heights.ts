import { groupByKey, type Rows } from '../typed/rows.ts';
import type { Spacing } from '../spacing.ts';
import type { Layers } from './layers.ts';
import { outside, type ScopeGraph } from './scopeGraph.ts';
import { straightEnough } from './ports.ts';
import { assignTracks } from './tracks.ts';
import type { Wires } from './wires.ts';

/** The vertical places of a scope's ranks and of the tracks between them. */
export interface Heights {
  /** The upper and lower edge of each rank. */
  readonly top: Float64Array;
  readonly bottom: Float64Array;
  /** The height of the horizontal piece of each wire. */
  readonly trackY: Float64Array;
  readonly height: number;
}

/** @param position the horizontal position of each end of all wires */
export function heightsOf(scope: ScopeGraph, layers: Layers, position: Float64Array, spacing: Spacing): Heights {
  const { rankCount, wires } = layers;
  const rankHeight = rankHeights(scope, layers, spacing);
  const byGap = groupByKey(gapsOfBent(wires, position), rankCount + 1);
  const top = new Float64Array(rankCount);
  const bottom = new Float64Array(rankCount);
  const trackY = new Float64Array(wires.count);
  let y = 0;
  for (let gap = 0; gap <= rankCount; gap++) {
    const least = gap > 0 && gap < rankCount ? spacing.rank : 0;
    const straight = byGap.start[gap] === byGap.start[gap + 1];
    y += straight ? least : placeTracks(wires, byGap, gap, position, y, least, spacing, trackY);
    if (gap === rankCount) break;
    top[gap] = y;
    y += rankHeight[gap]!;
    bottom[gap] = y;
  }
  return { top, bottom, trackY, height: y };
}

/** The gap of each wire that has a horizontal piece; -1 for straight ones. */
function gapsOfBent({ gap, start }: Wires, position: Float64Array): Int32Array {
  const gaps = new Int32Array(gap.length).fill(-1);
  for (let wire = 0; wire < gap.length; wire++) {
    const x = position[start[wire]!]!;
    for (let end = start[wire]! + 1; end < start[wire + 1]!; end++) {
      if (Math.abs(position[end]! - x) >= straightEnough) gaps[wire] = gap[wire]!;
    }
  }
  return gaps;
}

function rankHeights(scope: ScopeGraph, layers: Layers, spacing: Spacing): Float64Array {
  const heights = new Float64Array(layers.rankCount);
  for (let item = 0; item < layers.itemCount; item++) {
    const rank = layers.rank[item]!;
    heights[rank] = Math.max(heights[rank]!, scope.height[item]!);
  }
  if (!scope.boxed) return heights;
  if (scope.netSource.includes(outside)) heights[0] = spacing.header;
  if (scope.target.includes(outside)) heights[heights.length - 1] = spacing.padding;
  return heights;
}

/** Returns how high a gap that begins at `y` is. */
function placeTracks(
  wires: Wires,
  byGap: Rows,
  gap: number,
  position: Float64Array,
  y: number,
  least: number,
  spacing: Spacing,
  trackY: Float64Array,
): number {
  const ids = byGap.items.subarray(byGap.start[gap], byGap.start[gap + 1]);
  const { track, count } = assignTracks(wires, ids, position);
  const step = Math.min(spacing.track, spacing.maximalTracks / Math.max(1, count - 1));
  const height = Math.max(least, 2 * spacing.trackMargin + (count - 1) * step);
  const first = y + (height - (count - 1) * step) / 2;
  ids.forEach((id, index) => (trackY[id] = first + track[index]! * step));
  return height;
}
