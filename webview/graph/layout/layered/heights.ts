import { groupByKey, type Rows } from '../typed/rows.ts';
import type { Spacing } from '../spacing.ts';
import type { Layers } from './layers.ts';
import { outside, type ScopeGraph } from './scopeGraph.ts';
import { assignTracks } from './tracks.ts';

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
  const byGap = groupByKey(wires.gap, rankCount + 1);
  const top = new Float64Array(rankCount);
  const bottom = new Float64Array(rankCount);
  const trackY = new Float64Array(wires.count);
  let y = 0;
  for (let gap = 0; gap <= rankCount; gap++) {
    y += placeTracks(wires, byGap, gap, position, y, gap > 0 && gap < rankCount ? spacing.rank : 0, spacing, trackY);
    if (gap === rankCount) break;
    top[gap] = y;
    y += rankHeight[gap]!;
    bottom[gap] = y;
  }
  return { top, bottom, trackY, height: y };
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
  wires: Layers['wires'],
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
  if (count === 0) return least;
  const step = Math.min(spacing.track, spacing.maximalTracks / Math.max(1, count - 1));
  const height = Math.max(least, 2 * spacing.trackMargin + (count - 1) * step);
  const first = y + (height - (count - 1) * step) / 2;
  ids.forEach((id, index) => (trackY[id] = first + Math.max(0, track[index]!) * step));
  return height;
}
