import { groupByKey } from '../typed/rows.ts';
import type { LayerOrder } from './layerOrder.ts';

/** How the first order is found: following the nets down from the sources, or along them both ways. */
export type Exploration = 'down' | 'both ways';

/** Puts the vertices of each rank into the order in which a depth-first search finds them. */
export function explore(order: LayerOrder, exploration: Exploration): void {
  const { layers, segments, start, vertices } = order;
  const { below, above, upper, lower } = segments;
  const found = new Uint8Array(layers.vertexCount);
  const next = start.slice(0, layers.rankCount);
  const roots = groupByKey(layers.rank, layers.rankCount).items;
  // A segment is pushed twice at most: once from each end.
  const stack = new Uint32Array(2 * upper.length + 1);
  for (const root of roots) {
    let depth = 0;
    stack[depth++] = root;
    while (depth > 0) {
      const vertex = stack[--depth]!;
      if (found[vertex] === 1) continue;
      found[vertex] = 1;
      vertices[next[layers.rank[vertex]!]!++] = vertex;
      if (exploration === 'both ways') {
        for (let at = above.start[vertex + 1]! - 1; at >= above.start[vertex]!; at--) {
          const neighbour = upper[above.items[at]!]!;
          if (found[neighbour] === 0) stack[depth++] = neighbour;
        }
      }
      for (let at = below.start[vertex + 1]! - 1; at >= below.start[vertex]!; at--) {
        const neighbour = lower[below.items[at]!]!;
        if (found[neighbour] === 0) stack[depth++] = neighbour;
      }
    }
  }
  order.renumberAll();
}
