import { groupByKey } from '../typed/rows.ts';
import type { Layers } from './layers.ts';
import type { Segments } from './segments.ts';

/** Which vertices stand in each rank, from left to right. */
export class LayerOrder {
  /** Where each rank begins in `vertices`; one more than there are ranks. */
  readonly start: Uint32Array;
  readonly vertices: Uint32Array;
  /** The place of each vertex in its rank. */
  readonly place: Int32Array;
  /** The place of each vertex's first port among the ports above and below its rank. */
  readonly firstAbove: Int32Array;
  readonly firstBelow: Int32Array;

  constructor(
    readonly layers: Layers,
    readonly segments: Segments,
  ) {
    const { start, items } = groupByKey(layers.rank, layers.rankCount);
    this.start = start;
    this.vertices = items;
    this.place = new Int32Array(layers.vertexCount);
    this.firstAbove = new Int32Array(layers.vertexCount);
    this.firstBelow = new Int32Array(layers.vertexCount);
    this.renumberAll();
  }

  /** To be called when the vertices of a rank were put into another order. */
  renumber(rank: number): void {
    const { start, vertices, place, firstAbove, firstBelow } = this;
    const { slotsAbove, slotsBelow } = this.segments;
    let above = 0;
    let below = 0;
    const from = start[rank]!;
    for (let at = from; at < start[rank + 1]!; at++) {
      const vertex = vertices[at]!;
      place[vertex] = at - from;
      firstAbove[vertex] = above;
      firstBelow[vertex] = below;
      above += slotsAbove[vertex]!;
      below += slotsBelow[vertex]!;
    }
  }

  renumberAll(): void {
    for (let rank = 0; rank < this.layers.rankCount; rank++) this.renumber(rank);
  }

  /** Takes over an order that was saved with `vertices.slice()`. */
  restore(vertices: Uint32Array): void {
    this.vertices.set(vertices);
    this.renumberAll();
  }

  /** The place of a segment's upper end among the ports of its rank. */
  upperPlace(segment: number): number {
    const { upper, upperSlot } = this.segments;
    return this.firstBelow[upper[segment]!]! + upperSlot[segment]!;
  }

  /** The place of a segment's lower end among the ports of its rank. */
  lowerPlace(segment: number): number {
    const { lower, lowerSlot } = this.segments;
    return this.firstAbove[lower[segment]!]! + lowerSlot[segment]!;
  }
}
