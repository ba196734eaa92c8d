import type { Spacing } from '../spacing.ts';
import { alignedSegments } from './alignment.ts';
import { blocksOf, type Separation } from './blocks.ts';
import { flowOf } from './flow.ts';
import { heightsOf, type Heights } from './heights.ts';
import { buildLayers, type Layers } from './layers.ts';
import { orderRanks } from './orderRanks.ts';
import { placeBlocks } from './placeBlocks.ts';
import { placePorts } from './ports.ts';
import { assignRanks } from './ranks.ts';
import { routesOf } from './routes.ts';
import type { ScopeGraph, ScopeLayout } from './scopeGraph.ts';
import { segmentsOf } from './segments.ts';
import { straightnessOf } from './straightness.ts';
import { reals } from '../typed/filled.ts';

/**
 * Draws a connected scope in ranks from above to below (Sugiyama, Tagawa, Toda: "Methods for visual understanding of
 * hierarchical system structures", 1981). Of a box it draws the header where nets enter and the padding where nets leave.
 * Yields where it can be stopped.
 */
export function* layOutPart(scope: ScopeGraph, spacing: Spacing): Generator<void, ScopeLayout> {
  const flow = flowOf(scope);
  yield;
  const layers = buildLayers(scope, flow, assignRanks(scope, flow));
  yield;
  const segments = segmentsOf(scope, layers);
  yield;
  const order = yield* orderRanks(layers, segments);
  const straightness = straightnessOf(scope, flow, layers, segments);
  yield;
  const aligned = alignedSegments(order, straightness);
  yield;
  const blocks = blocksOf(order, aligned, straightness, separationOf(scope, layers, spacing));
  yield;
  const blockX = yield* placeBlocks(blocks);
  const middle = blocks.offset.map((offset, vertex) => blockX[blocks.of[vertex]!]! + offset);
  const extent = shiftIntoView(scope, layers, middle, spacing);
  const position = placePorts(scope, layers, middle, extent.laneX, spacing);
  yield;
  const heights = heightsOf(scope, layers, position, spacing);
  yield;
  const itemY = itemHeights(scope, layers, heights, flow.incoming.start);
  const routes = routesOf(scope, layers, { position, heights, itemY, corner: spacing.corner });
  return {
    width: extent.width,
    height: heights.height,
    x: scope.width.map((width, item) => middle[item]! - width / 2),
    y: itemY,
    entryX: portPlaces(layers.entryPort, middle),
    exitX: portPlaces(layers.exitPort, middle),
    routes,
  };
}

/** Where the ports are, by net; NaN for nets without one. */
function portPlaces(ports: Int32Array, middle: Float64Array): Float64Array {
  return reals(ports.length, (net) => (ports[net]! < 0 ? NaN : middle[ports[net]!]!));
}

function separationOf(scope: ScopeGraph, layers: Layers, spacing: Spacing): Separation {
  const half = (vertex: number): number => (vertex < layers.itemCount ? scope.width[vertex]! / 2 : 0);
  return (left, right) => {
    const nodes = left < layers.itemCount && right < layers.itemCount;
    return half(left) + half(right) + (nodes ? spacing.node : spacing.lane);
  };
}

/** Moves everything so that it begins at 0, and finds places for the lanes in the margin. */
function shiftIntoView(
  scope: ScopeGraph,
  layers: Layers,
  middle: Float64Array,
  spacing: Spacing,
): { width: number; laneX: Float64Array } {
  let left = Infinity;
  let right = -Infinity;
  middle.forEach((x, vertex) => {
    const half = vertex < layers.itemCount ? scope.width[vertex]! / 2 : 0;
    left = Math.min(left, x - half);
    right = Math.max(right, x + half);
  });
  for (let vertex = 0; vertex < middle.length; vertex++) middle[vertex]! -= left;
  const end = right - left;
  const laneX = reals(layers.laneCount, (lane) => end + (lane + 1) * spacing.lane);
  return { width: end + layers.laneCount * spacing.lane, laneX };
}

/**
 * Items stand in the middle of their rank; beside an item that is much higher they stand where their lines come from, or where
 * they go to if none come.
 */
function itemHeights(scope: ScopeGraph, layers: Layers, heights: Heights, incoming: Uint32Array): Float64Array {
  return scope.height.map((height, item) => {
    const rank = layers.rank[item]!;
    const [top, bottom] = [heights.top[rank]!, heights.bottom[rank]!];
    if (bottom - top <= 3 * height) return (top + bottom - height) / 2;
    return incoming[item] === incoming[item + 1] ? bottom - height : top;
  });
}
