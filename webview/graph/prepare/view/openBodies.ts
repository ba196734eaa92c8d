import { role } from '../fold/roles.ts';
import { bodyKey, type OpenBodies } from './instance.ts';
import type { PreparedModel } from './prepared.ts';

/**
 * Nodes whose bodies are worth drawing in their place from the start: outer ones first, as long as no more than `most` nodes
 * are drawn in all. Some exporters put a whole network into the branches of an If.
 */
export function bodiesWithin(prepared: PreparedModel, graph: number, most: number): OpenBodies {
  const { model } = prepared;
  const open = new Set<string>();
  let drawn = drawnIn(prepared, graph).length;
  const waiting = [{ graph, key: '' }];
  // The list grows while it is gone through.
  for (const { graph: around, key } of waiting) {
    for (const node of drawnIn(prepared, around)) {
      const bodies = model.called[node]! >= 0 ? [model.called[node]!] : model.subgraphs(node);
      if (bodies.length === 0) continue;
      const more = bodies.reduce((sum, body) => sum + drawnIn(prepared, body).length, 0);
      if (drawn + more > most) continue;
      drawn += more;
      const own = bodyKey(key, model.nodeId(node));
      open.add(own);
      for (const body of bodies) waiting.push({ graph: body, key: model.called[node]! >= 0 ? own : key });
    }
  }
  return open;
}

function drawnIn({ model, fold }: PreparedModel, graph: number): readonly number[] {
  const { nodeStart } = model.structure.graphs;
  return [...fold.order.subarray(nodeStart[graph], nodeStart[graph + 1])].filter(
    (node) => fold.roles[node] === role.drawn,
  );
}
