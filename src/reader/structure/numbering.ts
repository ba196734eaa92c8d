import type { onnx } from '../../engine/onnx/generated/onnx.js';
import type { Graph } from '../../engine/onnx/graph.ts';
import type { Model } from '../../engine/onnx/model.ts';
import { userError } from '../../protocol/userError.ts';
import type { GraphKind } from '../../protocol/graph/structure.ts';

/** A graph of a model with its number, which is its place in {@link NumberedModel.graphs}. */
export interface NumberedGraph {
  readonly graph: Graph;
  readonly kind: GraphKind;
  readonly name: string;
  readonly domain: string;
  /** Number of the graph around a subgraph, of the node there that holds it, and that node's attribute. */
  readonly holder?: { readonly graph: number; readonly node: number; readonly attribute: string };
  /** Number of its first node. */
  readonly firstNode: number;
}

/** The graphs and nodes of a model in the order of their numbers. */
export interface NumberedModel {
  readonly model: Model;
  readonly graphs: readonly NumberedGraph[];
  readonly nodes: readonly onnx.NodeProto[];
  /** Nodes that call functions of the model's own, in ascending order, each with the number of the function's graph. */
  readonly calls: readonly { readonly node: number; readonly graph: number }[];
}

type Unplaced = Omit<NumberedGraph, 'firstNode'>;

/**
 * Numbers graphs and nodes: the main graph, the functions, then all subgraphs, outer ones first.
 * @throws UserError `onnx.recursive-function` where a function calls itself, by whatever way
 */
export function numberModel(model: Model): NumberedModel {
  const graphs: NumberedGraph[] = [];
  const nodes: onnx.NodeProto[] = [];
  const waiting: Unplaced[] = [
    { graph: model.graph, kind: 'main', name: model.graph.proto.name, domain: '' },
    ...model.functions.map(({ proto, body }): Unplaced => ({
      graph: body,
      kind: 'function',
      name: proto.name,
      domain: proto.domain,
    })),
  ];
  // The list grows while it is gone through.
  for (const unplaced of waiting) {
    const { graph } = unplaced;
    graphs.push({ ...unplaced, firstNode: nodes.length });
    for (const node of graph.nodes) {
      const holder = { graph: graphs.length - 1, node: nodes.length };
      const attributes = graphAttributes(node);
      for (const [index, inner] of graph.subgraphs(node).entries()) {
        const attribute = attributes[index] ?? '';
        waiting.push({
          graph: inner,
          kind: 'subgraph',
          name: inner.proto.name,
          domain: '',
          holder: { ...holder, attribute },
        });
      }
      nodes.push(node);
    }
  }
  const numbered = { model, graphs, nodes, calls: callsIn(model, nodes) };
  refuseRecursion(numbered);
  return numbered;
}

/** Number of the graph that a node stands in. */
export function graphOfNode(graphs: readonly NumberedGraph[], node: number): number {
  let low = 0;
  let high = graphs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((graphs[middle]?.firstNode ?? 0) <= node) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The attributes that hold the subgraphs of a node, one for each of them. */
function graphAttributes(node: onnx.NodeProto): readonly string[] {
  return node.attribute.flatMap(({ name, g, graphs }) => [
    ...(g ? [name] : []),
    ...graphs.map((_, index) => `${name}.${index}`),
  ]);
}

function callsIn(model: Model, nodes: readonly onnx.NodeProto[]): NumberedModel['calls'] {
  // Functions come right after the main graph.
  const graphOf = new Map(model.functions.map((each, index) => [each, index + 1]));
  return nodes.flatMap((proto, node) => {
    const called = model.functionOf(proto);
    const graph = called && graphOf.get(called);
    return graph === undefined ? [] : [{ node, graph }];
  });
}

function refuseRecursion({ model, graphs, calls }: NumberedModel): void {
  if (calls.length === 0) return;
  const called = new Map<number, Set<number>>();
  for (const { node, graph } of calls) {
    const caller = outermost(graphs, graphOfNode(graphs, node));
    called.set(caller, (called.get(caller) ?? new Set()).add(graph));
  }
  const state = new Map<number, 'open' | 'done'>();
  for (const root of called.keys()) {
    if (state.has(root)) continue;
    /** The way from the root, each with what it calls that was not looked at yet. */
    const path = [opened(root, called, state)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const { done, value: next } = at.rest.next();
      if (done === true) {
        state.set(at.graph, 'done');
        path.pop();
      } else if (!state.has(next)) path.push(opened(next, called, state));
      else if (state.get(next) === 'open') {
        const way = path.map(({ graph }) => graph);
        const names = [...way.slice(way.indexOf(next)), next].map((each) => graphs[each]?.name ?? '');
        throw userError('onnx.recursive-function', { file: model.file, functions: wayText(names) });
      }
    }
  }
}

function opened(graph: number, called: ReadonlyMap<number, ReadonlySet<number>>, state: Map<number, 'open' | 'done'>) {
  state.set(graph, 'open');
  return { graph, rest: (called.get(graph) ?? new Set<number>()).values() };
}

/** Functions of a way that are named at its beginning and at its end; those between are left out of a long one. */
const namedFunctions = 4;

function wayText(names: readonly string[]): string {
  if (names.length <= 2 * namedFunctions) return names.join(' → ');
  return [...names.slice(0, namedFunctions), '…', ...names.slice(-namedFunctions)].join(' → ');
}

/** The graph that is no subgraph around a graph, or the graph itself. */
function outermost(graphs: readonly NumberedGraph[], graph: number): number {
  let at = graph;
  for (let holder = graphs[at]?.holder; holder !== undefined; holder = graphs[at]?.holder) at = holder.graph;
  return at;
}
