import type { Model } from '../../../src/engine/onnx/model.ts';
import { graphModelOf } from '../../fixtures/structureOf.ts';
import type { Collapsed } from '../../../webview/graph/prepare/collapse.ts';
import type { GraphModel } from '../../../webview/graph/prepare/graphModel.ts';
import { layoutInput, type Size } from '../../../webview/graph/prepare/layoutInput.ts';
import { itemsOf } from '../../../webview/graph/prepare/lists.ts';
import { buildView } from '../../../webview/graph/prepare/view/buildView.ts';
import { prepare } from '../../../webview/graph/prepare/view/prepared.ts';
import type { ViewGraph } from '../../../webview/graph/prepare/view/viewGraph.ts';
import type { LayoutGraph } from '../../../webview/graph/layout/graph.ts';

/** About what a box with two lines takes. */
function boxSize(title: string, subtitle = ''): Size {
  const letters = Math.max(title.length, subtitle.length);
  return { width: Math.min(232, Math.max(112, 7 * letters + 24)), height: subtitle === '' ? 32 : 48 };
}

/** A graph of a model as it is laid out, and what it is. */
export interface ModelGraph {
  readonly name: string;
  readonly graph: LayoutGraph;
}

/**
 * The graphs of a model, without groups: each as it is drawn, the main one with all bodies and functions open in place, and each
 * as it is in the file, with nothing folded, which is the hardest to draw.
 */
export function flatGraphs(file: Model): readonly ModelGraph[] {
  const model = graphModelOf(file);
  const numbers = Array.from({ length: model.graphCount }, (_, graph) => graph);
  const prepared = prepare(model);
  return [
    ...numbers.map((graph) => ({ name: `graph ${graph}`, graph: flat(buildView(prepared, graph)) })),
    ...(model.graphCount > 1 ? [{ name: 'everything open', graph: flat(everythingOpen(model)) }] : []),
    ...numbers.map((graph) => ({ name: `graph ${graph} unfolded`, graph: unfolded(model, graph) })),
  ];
}

/** The main graph with all groups open, and everything in them that can be. */
export function groupedGraph(file: Model): LayoutGraph {
  const view = everythingOpen(graphModelOf(file));
  return sized(view, new Uint8Array(view.groups.count));
}

/** The main graph of a model with the bodies of all nodes and all functions drawn where they are. */
export function everythingOpen(model: GraphModel): ViewGraph {
  const prepared = prepare(model);
  for (let open: ReadonlySet<string> = new Set(); ;) {
    const view = buildView(prepared, 0, open);
    const holders = [...view.nodes.node.keys()].filter((at) => {
      const node = view.nodes.node[at]!;
      return node >= 0 && (model.called[node]! >= 0 || model.subgraphs(node).length > 0);
    });
    const more = new Set([...open, ...holders.map(view.nodes.key)]);
    if (more.size === open.size) return view;
    open = more;
  }
}

function flat(view: ViewGraph): LayoutGraph {
  const { groupParent, groupCollapsed, groupWidth, groupHeight, ...graph } = sized(
    view,
    new Uint8Array(view.groups.count),
  );
  return {
    ...graph,
    nodeGroup: new Int32Array(view.nodes.count).fill(-1),
    groupParent: groupParent.slice(0, 0),
    groupCollapsed: groupCollapsed.slice(0, 0),
    groupWidth: groupWidth.slice(0, 0),
    groupHeight: groupHeight.slice(0, 0),
  };
}

function sized(view: ViewGraph, collapsed: Collapsed): LayoutGraph {
  const { model, nodes, groups } = view;
  const sizeOf = (at: number): Size => {
    const node = nodes.node[at]!;
    if (node < 0) return boxSize(model.tensorName(nodes.tensor[at]!));
    return boxSize(model.operator(node), model.nodeName(node));
  };
  return layoutInput(view, collapsed, {
    node: sizeOf,
    group: (group) => boxSize(groups.label[group]!),
  });
}

/** Each node of a graph as a box of its own, each tensor between them as a net. */
function unfolded(model: GraphModel, graph: number): LayoutGraph {
  const { nodeStart } = model.structure.graphs;
  const [first, end] = [nodeStart[graph]!, nodeStart[graph + 1]!];
  const nodes = Array.from({ length: end - first }, (_, index) => first + index);
  const nets = nodes.flatMap((node) =>
    [...model.outputs(node)].map((tensor) => {
      const readers = tensor < 0 ? [] : [...itemsOf(model.consumers, tensor)];
      return { source: node - first, targets: readers.filter((reader) => reader < end && reader >= first) };
    }),
  );
  const sizes = nodes.map((node) => boxSize(model.operator(node), model.nodeName(node)));
  const netStart = new Uint32Array(nets.length + 1);
  nets.forEach(({ targets }, net) => (netStart[net + 1] = netStart[net]! + targets.length));
  return {
    nodeWidth: Float32Array.from(sizes, ({ width }) => width),
    nodeHeight: Float32Array.from(sizes, ({ height }) => height),
    nodeGroup: new Int32Array(nodes.length).fill(-1),
    groupParent: new Int32Array(),
    groupCollapsed: new Uint8Array(),
    groupWidth: new Float32Array(),
    groupHeight: new Float32Array(),
    netSource: Uint32Array.from(nets, ({ source }) => source),
    netStart,
    netTarget: Uint32Array.from(nets.flatMap(({ targets }) => targets.map((target) => target - first))),
  };
}
