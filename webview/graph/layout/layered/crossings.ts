import type { LayerOrder } from './layerOrder.ts';

/**
 * Counts the crossings of an order: pairs of segments whose ends are in opposite orders, in O(s log s) with a Fenwick tree
 * (Barth, Jünger, Mutzel: "Simple and efficient bilayer cross counting", 2002).
 */
export class CrossingCounter {
  private readonly places: Int32Array;
  private readonly tree: Int32Array;

  constructor(private readonly order: LayerOrder) {
    const { segments, layers } = order;
    this.places = new Int32Array(segments.upper.length);
    let widest = 0;
    const slots = new Int32Array(layers.rankCount);
    layers.rank.forEach((rank, vertex) => {
      slots[rank]! += segments.slotsAbove[vertex]!;
      widest = Math.max(widest, slots[rank]!);
    });
    this.tree = new Int32Array(widest + 1);
  }

  total(): number {
    let sum = 0;
    for (let rank = 0; rank + 1 < this.order.layers.rankCount; rank++) sum += this.below(rank);
    return sum;
  }

  /** Crossings in the gap below a rank. */
  below(rank: number): number {
    const count = this.collect(rank);
    return count <= 12 ? this.countShort(count) : this.countLong(count);
  }

  /** The lower places of the segments below a rank, in the order of their upper ends. */
  private collect(rank: number): number {
    const { order, places } = this;
    const { start, vertices, segments } = order;
    const { below, upperSlot } = segments;
    let count = 0;
    for (let at = start[rank]!; at < start[rank + 1]!; at++) {
      const vertex = vertices[at]!;
      const to = below.start[vertex + 1]!;
      let next = below.start[vertex]!;
      while (next < to) {
        const slot = upperSlot[below.items[next]!]!;
        const first = count;
        for (; next < to && upperSlot[below.items[next]!] === slot; next++) {
          places[count++] = order.lowerPlace(below.items[next]!);
        }
        // Segments from one port do not cross each other.
        sortPlaces(places, first, count);
      }
    }
    return count;
  }

  private countShort(count: number): number {
    const { places } = this;
    let sum = 0;
    for (let index = 1; index < count; index++) {
      const place = places[index]!;
      for (let before = 0; before < index; before++) if (places[before]! > place) sum++;
    }
    return sum;
  }

  private countLong(count: number): number {
    const { places, tree } = this;
    let highest = 0;
    for (let index = 0; index < count; index++) if (places[index]! > highest) highest = places[index]!;
    const size = highest + 1;
    tree.fill(0, 0, size + 1);
    let sum = 0;
    for (let index = 0; index < count; index++) {
      const place = places[index]!;
      let upToHere = 0;
      for (let at = place + 1; at > 0; at -= at & -at) upToHere += tree[at]!;
      sum += index - upToHere;
      for (let at = place + 1; at <= size; at += at & -at) tree[at]!++;
    }
    return sum;
  }
}

/** Sorts `places[from] … places[to - 1]`, ascending. */
export function sortPlaces(places: Int32Array, from: number, to: number): void {
  if (to - from > 24) {
    places.subarray(from, to).sort();
    return;
  }
  for (let index = from + 1; index < to; index++) {
    const value = places[index]!;
    let at = index;
    for (; at > from && places[at - 1]! > value; at--) places[at] = places[at - 1]!;
    places[at] = value;
  }
}
