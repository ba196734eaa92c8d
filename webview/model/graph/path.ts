import type { GraphModel } from '../../graph/prepare/graphModel.ts';

/** A step from a graph into a body of one of its nodes: a subgraph that it holds, or the function that it calls. */
export interface Step {
  readonly node: number;
  readonly graph: number;
}

/** The way from the main graph to the one that is shown. */
export type Path = readonly Step[];

export function graphAt(path: Path): number {
  return path.at(-1)?.graph ?? 0;
}

/** Graphs inside a node: its subgraphs, or the function that it calls. */
export function bodiesOf(model: GraphModel, node: number): readonly number[] {
  return model.called[node]! >= 0 ? [model.called[node]!] : model.subgraphs(node);
}

/** The main graph or the function that a graph is, or is inside of. */
export function outermost(model: GraphModel, graph: number): number {
  const { holder } = model.structure.graphs;
  let at = graph;
  while (holder[at]! >= 0) at = model.graphOfNode[holder[at]!]!;
  return at;
}

/**
 * The way to a graph in which a node can be seen, with as few steps as there can be: subgraphs open in their place, so only
 * functions are entered, where they are called first. Undefined for a function that nothing calls.
 */
export function pathTo(model: GraphModel, node: number): Path | undefined {
  const { callNode, callGraph } = model.structure.nodes;
  const steps: Step[] = [];
  const visited = new Set<number>();
  for (let graph = model.graphOfNode[node]!; ;) {
    graph = outermost(model, graph);
    if (graph === 0) return steps.reverse();
    const call = callGraph.indexOf(graph);
    // The functions of a broken model may call each other.
    if (call < 0 || visited.has(graph)) return undefined;
    visited.add(graph);
    steps.push({ node: callNode[call]!, graph });
    graph = model.graphOfNode[callNode[call]!]!;
  }
}
