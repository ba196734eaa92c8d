import type { Graph } from './graph.ts';
import type { Model } from './model.ts';

/**
 * Gives nodes that share a name with an earlier one of their graph a name of their own, in place: the runtime refuses
 * graphs in which a name stands twice. Nodes without a name stay without.
 * @returns whether there were any
 */
export function giveDistinctNames(model: Model): boolean {
  let changed = false;
  for (const graph of model.graphs()) changed = distinguish(graph) || changed;
  return changed;
}

function distinguish(graph: Graph): boolean {
  const taken = new Set<string>();
  const doubled = [];
  for (const node of graph.nodes) {
    if (node.name === '') continue;
    if (taken.has(node.name)) doubled.push(node);
    taken.add(node.name);
  }
  const counts = new Map<string, number>();
  for (const node of doubled) {
    const { name } = node;
    let count = counts.get(name) ?? 1;
    do node.name = `${name}_${++count}`;
    while (taken.has(node.name));
    counts.set(name, count);
    taken.add(node.name);
  }
  return doubled.length > 0;
}
