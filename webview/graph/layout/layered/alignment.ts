import type { LayerOrder } from './layerOrder.ts';

/**
 * Chooses the segments that are drawn as vertical lines: in each gap the most valuable set in which no two cross or share a
 * vertex, which is a heaviest increasing subsequence. Returns for each vertex the segment above it that is vertical, or -1.
 */
export function alignedSegments(order: LayerOrder, straightness: Float64Array): Int32Array {
  const { layers, segments } = order;
  const aligned = new Int32Array(layers.vertexCount).fill(-1);
  const chooser = new Chooser(order, straightness);
  for (let rank = 0; rank + 1 < layers.rankCount; rank++) {
    for (let segment = chooser.choose(rank); segment >= 0; segment = chooser.before[segment]!) {
      aligned[segments.lower[segment]!] = segment;
    }
  }
  return aligned;
}

class Chooser {
  /** The segment before each in the best set that ends with it. */
  readonly before: Int32Array;
  /** What that set is worth. */
  private readonly value: Float64Array;
  /** A Fenwick tree over the places of the lower rank: the segment whose set is worth most among those up to a place. */
  private readonly tree: Int32Array;
  private candidates: Int32Array;

  constructor(
    private readonly order: LayerOrder,
    private readonly straightness: Float64Array,
  ) {
    const { layers, segments } = order;
    this.before = new Int32Array(segments.upper.length).fill(-1);
    this.value = new Float64Array(segments.upper.length);
    this.tree = new Int32Array(layers.vertexCount + 1);
    this.candidates = new Int32Array(64);
  }

  /** The last segment of the best set below a rank, or -1. */
  choose(rank: number): number {
    const { order, tree, value } = this;
    const { start, vertices } = order;
    const size = start[rank + 2]! - start[rank + 1]!;
    tree.fill(-1, 0, size + 1);
    let best = -1;
    for (let at = start[rank]!; at < start[rank + 1]!; at++) {
      const count = this.collect(vertices[at]!);
      // From right to left, so that no two of one vertex come into one set.
      for (let index = count - 1; index >= 0; index--) {
        const segment = this.candidates[index]!;
        this.extend(segment, size);
        if (best < 0 || value[segment]! > value[best]!) best = segment;
      }
    }
    return best;
  }

  /** The segments below a vertex that may become vertical, by the place of their lower ends. */
  private collect(vertex: number): number {
    const { below, lower } = this.order.segments;
    const { place } = this.order;
    const most = below.start[vertex + 1]! - below.start[vertex]!;
    if (this.candidates.length < most) this.candidates = new Int32Array(2 * most);
    const { candidates } = this;
    let count = 0;
    for (let at = below.start[vertex]!; at < below.start[vertex + 1]!; at++) {
      const segment = below.items[at]!;
      if (this.straightness[segment]! > 0) candidates[count++] = segment;
    }
    if (count > 1) {
      candidates.subarray(0, count).sort((a, b) => place[lower[a]!]! - place[lower[b]!]! || a - b);
    }
    return count;
  }

  private extend(segment: number, size: number): void {
    const { tree, value, before } = this;
    const place = this.order.place[this.order.segments.lower[segment]!]!;
    let previous = -1;
    for (let at = place; at > 0; at -= at & -at) {
      const candidate = tree[at]!;
      if (candidate >= 0 && (previous < 0 || value[candidate]! > value[previous]!)) previous = candidate;
    }
    before[segment] = previous;
    value[segment] = this.straightness[segment]! + (previous < 0 ? 0 : value[previous]!);
    for (let at = place + 1; at <= size; at += at & -at) {
      const there = tree[at]!;
      if (there < 0 || value[segment] > value[there]!) tree[at] = segment;
    }
  }
}
