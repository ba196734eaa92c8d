import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import type { Decision } from './decide.ts';
import { splitLayer, storeFactors } from './splitLayer.ts';

/** Puts factors in the place of all layers for which that was decided. Weights that nobody reads any more are taken out. */
export function replaceLayers(model: Model, decisions: readonly Decision[]): void {
  const { graph } = model;
  const taken = new Set([...graph.nodes].map(({ name }) => name));
  const nameNode = (base: string): string => {
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    return name;
  };
  for (const { candidate, form, replacement } of decisions) {
    if (replacement === undefined) continue;
    const [layer] = candidate.layers;
    const stored = storeFactors(model, layer, form.kind, replacement.factors);
    for (const [index, each] of candidate.layers.entries()) {
      const bias = replacement.biases?.[index];
      // Correctable biases were chosen, and splitting one layer does not change another's.
      if (bias !== undefined && each.writeBias(bias) === undefined) throw new TypeError(`no bias for ${each.id}`);
      splitLayer(model, each, form.kind, stored, nameNode);
    }
    removeUnread(graph, candidate.weight);
  }
}

function removeUnread(graph: Graph, tensor: string): void {
  if (graph.consumers(tensor).size > 0 || graph.isOutput(tensor)) return;
  const constant = graph.producer(tensor);
  if (constant !== undefined) graph.remove(constant);
  else graph.removeInitializer(tensor);
}
