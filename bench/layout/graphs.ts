import type { LayoutGraph } from '../../webview/graph/layout/graph.ts';
import { residualNet, transformer } from '../../webview/graph/layout/fixtures/networks.ts';
import { flatGraphs, groupedGraph } from '../../test/graph/layout/modelGraphs.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { realModels } from '../../test/fixtures/realModels.ts';

/** A graph to be laid out, made only by who needs it. */
export interface BenchGraph {
  readonly name: string;
  readonly nodes: number;
  readonly grouped: boolean;
  readonly make: () => LayoutGraph;
}

const generated = [1000, 10_000, 50_000].flatMap((nodes): BenchGraph[] => [
  { name: `transformer of ${nodes}`, nodes, grouped: false, make: () => transformer(nodes).build() },
  {
    name: `transformer of ${nodes}, in groups`,
    nodes,
    grouped: true,
    make: () => transformer(nodes).build(() => true),
  },
  { name: `residual network of ${nodes}`, nodes, grouped: false, make: () => residualNet(nodes).build() },
]);

/** Real models as they are drawn, with and without their groups, and generated networks. */
export const graphs: readonly BenchGraph[] = [
  ...realModels.flatMap(({ name, file }): BenchGraph[] => [
    { name, nodes: 0, grouped: false, make: () => flatGraphs(openModel(file))[0]!.graph },
    { name: `${name}, all open in groups`, nodes: 0, grouped: true, make: () => groupedGraph(openModel(file)) },
  ]),
  ...generated,
];
