import { graphlib, layout } from '@dagrejs/dagre';
import type { LayoutGraph } from '../../../webview/graph/layout/graph.ts';
import type { Segment } from '../../../webview/graph/layout/fixtures/lineCrossings.ts';
import { defaultSpacing } from '../../../webview/graph/layout/spacing.ts';

/**
 * The lines with which dagre draws a graph without groups: the same boxes, a polyline of its own from each source to each target,
 * with dagre's defaults (ranks by network simplex) and our distances.
 */
export function dagreLines(graph: LayoutGraph): readonly Segment[] {
  const drawn = new graphlib.Graph({ multigraph: true });
  drawn.setGraph({ nodesep: defaultSpacing.node, edgesep: defaultSpacing.lane, ranksep: defaultSpacing.rank });
  graph.nodeWidth.forEach((width, node) => drawn.setNode(`${node}`, { width, height: graph.nodeHeight[node]! }));
  graph.netSource.forEach((source, net) => {
    const targets = new Set(graph.netTarget.subarray(graph.netStart[net], graph.netStart[net + 1]));
    for (const target of targets) drawn.setEdge(`${source}`, `${target}`, {}, `${net}`);
  });
  layout(drawn);
  return drawn.edges().flatMap((edge) => {
    const points = (drawn.edge(edge) as { readonly points: readonly { readonly x: number; readonly y: number }[] })
      .points;
    return points.slice(1).map(({ x, y }, index): Segment => {
      const before = points[index]!;
      return { net: Number(edge.name), from: [before.x, before.y], to: [x, y] };
    });
  });
}
