import type { Graph } from './graph.ts';

/** Whether a tensor name means something in a graph, in one around it or in one below it. */
export function isTaken(graph: Graph, name: string): boolean {
  for (let outer: Graph | undefined = graph; outer !== undefined; outer = outer.parent) {
    if (isUsed(outer, name)) return true;
  }
  return isUsedBelow(graph, name);
}

function isUsed(graph: Graph, name: string): boolean {
  return graph.defines(name) || graph.isOutput(name) || graph.consumers(name).size > 0;
}

function isUsedBelow(graph: Graph, name: string): boolean {
  for (const inner of graph.inner()) if (isUsed(inner, name) || isUsedBelow(inner, name)) return true;
  return false;
}
