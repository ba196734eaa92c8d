// A process that lays out one graph with one engine, and sends its parent how long that took.
import { createRequire } from 'node:module';
import path from 'node:path';
import { dagreLines } from '../../test/graph/layout/dagreLines.ts';
import { DrawnGraph } from '../../webview/graph/layout/fixtures/drawnGraph.ts';
import { properCrossings, type Segment } from '../../webview/graph/layout/fixtures/lineCrossings.ts';
import type { LayoutGraph } from '../../webview/graph/layout/graph.ts';
import { layOut } from '../../webview/graph/layout/layOut.ts';
import { defaultSpacing } from '../../webview/graph/layout/spacing.ts';
import { median } from '../statistics.ts';
import { graphs } from './graphs.ts';
import type { Engine, LayoutFigures, LayoutTask } from './task.ts';

/** As far as it is used here. */
interface Elk {
  layout: (graph: unknown) => Promise<{
    readonly edges: readonly {
      readonly id: string;
      readonly sections: readonly {
        readonly startPoint: Point;
        readonly bendPoints?: readonly Point[];
        readonly endPoint: Point;
      }[];
    }[];
  }>;
}
interface Point {
  readonly x: number;
  readonly y: number;
}

const repetitions = 5;
/** Where one layout takes longer, in milliseconds, it is not repeated. */
const patience = 5000;

/** The lines of ELK's layered layout, with orthogonal routes and our distances. */
async function elkLines(elk: Elk, graph: LayoutGraph): Promise<readonly Segment[]> {
  const edges = [...graph.netSource].flatMap((source, net) =>
    [...new Set(graph.netTarget.subarray(graph.netStart[net], graph.netStart[net + 1]))].map((target) => ({
      ...{ id: `${net} ${target}`, sources: [`${source}`], targets: [`${target}`] },
    })),
  );
  const drawn = await elk.layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.spacing.nodeNode': `${defaultSpacing.node}`,
      'elk.layered.spacing.nodeNodeBetweenLayers': `${defaultSpacing.rank}`,
    },
    children: Array.from(graph.nodeWidth, (width, node) => ({ id: `${node}`, width, height: graph.nodeHeight[node] })),
    edges,
  });
  return drawn.edges.flatMap(({ id, sections }) =>
    sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => {
      const points = [startPoint, ...bendPoints, endPoint];
      return points.slice(1).map(({ x, y }, at): Segment => ({
        net: Number.parseInt(id, 10),
        from: [points[at]!.x, points[at]!.y],
        to: [x, y],
      }));
    }),
  );
}

function engineOf(engine: Engine, peers: string | undefined): (graph: LayoutGraph) => Promise<() => Iterable<Segment>> {
  switch (engine) {
    case 'ours':
      return (graph) => {
        const drawing = layOut(graph);
        return Promise.resolve(() => new DrawnGraph(graph, drawing).segments());
      };
    case 'dagre':
      return (graph) => {
        const lines = dagreLines(graph);
        return Promise.resolve(() => lines);
      };
    case 'elk': {
      const require = createRequire(path.join(peers ?? '.', 'peers.js'));
      const made = new (require('elkjs/lib/elk.bundled.js') as new () => Elk)();
      return async (graph) => {
        const lines = await elkLines(made, graph);
        return () => lines;
      };
    }
  }
}

async function measure({ engine, graph: index, peers }: LayoutTask): Promise<LayoutFigures> {
  const graph = graphs[index]!.make();
  const run = engineOf(engine, peers);
  const timed = async (): Promise<readonly [number, () => Iterable<Segment>]> => {
    const start = performance.now();
    const lines = await run(graph);
    return [performance.now() - start, lines];
  };
  const [first, lines] = await timed();
  const warm: number[] = [];
  while (warm.length < repetitions && first < patience) warm.push((await timed())[0]);
  return {
    nodes: graph.nodeWidth.length,
    targets: graph.netTarget.length,
    first,
    warm: warm.length === 0 ? first : median(warm),
    crossings: properCrossings(lines()),
  };
}

process.once('message', (task) => {
  void measure(task as LayoutTask).then((figures) => {
    process.send?.(figures);
    process.disconnect();
  });
});
