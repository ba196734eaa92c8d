import type { GraphModel } from './graphModel.ts';

/** For each node that holds subgraphs, the tensors of its own and of outer graphs that are read inside of them. */
export type Captured = ReadonlyMap<number, readonly number[]>;

/** Finds what subgraphs read of the graphs around them. A node captures what the nodes inside its bodies capture, too. */
export function capturedTensors(model: GraphModel): Captured {
  const { holder } = model.structure.graphs;
  const captured = new Map<number, Set<number>>();
  const read = (graph: number, tensor: number): void => {
    const home = model.graphOfTensor[tensor];
    for (let at = graph; at !== home;) {
      const node = holder[at]!;
      // Only a graph around this one can be its home.
      if (node < 0) return;
      const tensors = captured.get(node);
      if (tensors === undefined) captured.set(node, new Set([tensor]));
      else tensors.add(tensor);
      at = model.graphOfNode[node]!;
    }
  };
  for (let graph = 0; graph < model.graphCount; graph++) {
    if (holder[graph]! < 0) continue;
    const { nodeStart } = model.structure.graphs;
    for (let node = nodeStart[graph]!; node < nodeStart[graph + 1]!; node++) {
      for (const tensor of model.inputs(node)) if (tensor >= 0) read(graph, tensor);
    }
    for (const tensor of model.graphOutputs(graph)) read(graph, tensor);
  }
  return new Map([...captured].map(([node, tensors]) => [node, [...tensors]]));
}
