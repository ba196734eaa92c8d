import { sortByKey } from '../typed/sortByKey.ts';
import type { LayerOrder } from './layerOrder.ts';

/** Where a vertex belongs among its neighbours: at their mean, or at the middle one. */
export type Centre = 'mean' | 'median';

/**
 * Orders the ranks one after another, downwards or upwards, by where the neighbours in the rank before are (Sugiyama, Tagawa,
 * Toda 1981; medians: Eades, Wormald 1994). Vertices without neighbours there keep their places.
 */
export class Sweeper {
  private readonly key: Float64Array;
  private readonly moving: Uint32Array;
  private readonly places: Float64Array;

  constructor(private readonly order: LayerOrder) {
    this.key = new Float64Array(order.layers.vertexCount);
    this.moving = new Uint32Array(order.layers.vertexCount);
    this.places = new Float64Array(order.segments.upper.length);
  }

  /** @param rightward puts equal vertices in the opposite order: it leads out of orders that sweeping cannot improve */
  down(centre: Centre, rightward: boolean): void {
    for (let rank = 1; rank < this.order.layers.rankCount; rank++) this.arrange(rank, true, centre, rightward);
  }

  up(centre: Centre, rightward: boolean): void {
    for (let rank = this.order.layers.rankCount - 2; rank >= 0; rank--) this.arrange(rank, false, centre, rightward);
  }

  private arrange(rank: number, fromAbove: boolean, centre: Centre, rightward: boolean): void {
    const { start, vertices, segments } = this.order;
    const { key, moving } = this;
    const neighbours = fromAbove ? segments.above : segments.below;
    const from = start[rank]!;
    const to = start[rank + 1]!;
    let count = 0;
    let sorted = true;
    let previous = -Infinity;
    for (let index = from; index < to; index++) {
      const vertex = vertices[rightward ? from + to - 1 - index : index]!;
      if (neighbours.start[vertex] === neighbours.start[vertex + 1]) continue;
      const value = centre === 'mean' ? this.mean(vertex, fromAbove) : this.median(vertex, fromAbove);
      key[vertex] = value;
      if (value < previous) sorted = false;
      previous = value;
      moving[count++] = vertex;
    }
    if (sorted && !rightward) return;
    sortByKey(moving, 0, count, key);
    let next = 0;
    for (let index = from; index < to; index++) {
      const vertex = vertices[index]!;
      if (neighbours.start[vertex] !== neighbours.start[vertex + 1]) vertices[index] = moving[next++]!;
    }
    this.order.renumber(rank);
  }

  private mean(vertex: number, fromAbove: boolean): number {
    const { order } = this;
    const { start, items } = fromAbove ? order.segments.above : order.segments.below;
    const from = start[vertex]!;
    const to = start[vertex + 1]!;
    let sum = 0;
    for (let at = from; at < to; at++) {
      sum += fromAbove ? order.upperPlace(items[at]!) : order.lowerPlace(items[at]!);
    }
    return sum / (to - from);
  }

  private median(vertex: number, fromAbove: boolean): number {
    const { order, places } = this;
    const { start, items } = fromAbove ? order.segments.above : order.segments.below;
    const count = start[vertex + 1]! - start[vertex]!;
    for (let index = 0; index < count; index++) {
      const segment = items[start[vertex]! + index]!;
      places[index] = fromAbove ? order.upperPlace(segment) : order.lowerPlace(segment);
    }
    if (count > 1) places.subarray(0, count).sort();
    const half = count >> 1;
    return count % 2 === 1 ? places[half]! : (places[half - 1]! + places[half]!) / 2;
  }
}
