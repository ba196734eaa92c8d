import { sortPlaces } from './crossings.ts';
import type { LayerOrder } from './layerOrder.ts';

/** Swaps neighbours in a rank wherever that takes crossings away (Gansner et al., 1993). */
export class Transposer {
  /** For each vertex of the current rank the places of its neighbours above and below, sorted. */
  private readonly above: Int32Array;
  private readonly below: Int32Array;

  constructor(private readonly order: LayerOrder) {
    this.above = new Int32Array(order.segments.upper.length);
    this.below = new Int32Array(order.segments.upper.length);
  }

  /** Goes through all ranks; returns how many crossings are gone. */
  pass(): number {
    let saved = 0;
    for (let rank = 0; rank < this.order.layers.rankCount; rank++) saved += this.improve(rank);
    return saved;
  }

  private improve(rank: number): number {
    const { order } = this;
    const { start, vertices } = order;
    const from = start[rank]!;
    const to = start[rank + 1]!;
    if (to - from < 2) return 0;
    this.collect(rank);
    let saved = 0;
    // Each round carries a vertex one place at least; wide ranks get few rounds, since sweeping did the rough work.
    for (let round = 0; round < 4; round++) {
      let savedNow = 0;
      for (let at = from; at + 1 < to; at++) {
        const gain = this.gain(vertices[at]!, vertices[at + 1]!);
        if (gain <= 0) continue;
        [vertices[at], vertices[at + 1]] = [vertices[at + 1]!, vertices[at]!];
        savedNow += gain;
      }
      if (savedNow === 0) break;
      saved += savedNow;
    }
    if (saved > 0) order.renumber(rank);
    return saved;
  }

  private collect(rank: number): void {
    const { order, above, below } = this;
    const { start, vertices, segments } = order;
    for (let at = start[rank]!; at < start[rank + 1]!; at++) {
      const vertex = vertices[at]!;
      const [aboveFrom, aboveTo] = [segments.above.start[vertex]!, segments.above.start[vertex + 1]!];
      for (let each = aboveFrom; each < aboveTo; each++) above[each] = order.upperPlace(segments.above.items[each]!);
      sortPlaces(above, aboveFrom, aboveTo);
      const [belowFrom, belowTo] = [segments.below.start[vertex]!, segments.below.start[vertex + 1]!];
      for (let each = belowFrom; each < belowTo; each++) below[each] = order.lowerPlace(segments.below.items[each]!);
      sortPlaces(below, belowFrom, belowTo);
    }
  }

  /** How many crossings go away when `left` and `right` change places. */
  private gain(left: number, right: number): number {
    const { above, below } = this.order.segments;
    return (
      crossed(this.above, above.start[left]!, above.start[left + 1]!, above.start[right]!, above.start[right + 1]!) +
      crossed(this.below, below.start[left]!, below.start[left + 1]!, below.start[right]!, below.start[right + 1]!)
    );
  }
}

/** Pairs that cross as they stand, less pairs that would cross the other way round. */
function crossed(places: Int32Array, from: number, to: number, otherFrom: number, otherTo: number): number {
  let difference = 0;
  let lower = otherFrom;
  let upTo = otherFrom;
  for (let at = from; at < to; at++) {
    const place = places[at]!;
    while (lower < otherTo && places[lower]! < place) lower++;
    while (upTo < otherTo && places[upTo]! <= place) upTo++;
    difference += lower - otherFrom - (otherTo - upTo);
  }
  return difference;
}
