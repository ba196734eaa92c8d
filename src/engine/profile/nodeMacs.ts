import type { Graph } from '../onnx/graph.ts';
import type { Model, TensorHeader } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { hasMacs, macsOfNode } from './macs/registry.ts';

/** Multiplications with additions in one run of a model. */
export interface MacsCount {
  readonly total: number;
  /** Nodes that multiply and add but whose shapes are not known: they are not in the total. */
  readonly unknown: number;
}

/** Multiplications with additions of the nodes of the main graph that have any, for tensors of these shapes. */
export function macsByNode(graph: Graph, types: ReadonlyMap<string, TensorHeader>): ReadonlyMap<NodeId, number> {
  const macs = new Map<NodeId, number>();
  for (const node of graph.nodes) {
    const count = macsOfNode(node, (tensor) => types.get(tensor)?.dims);
    if (count !== undefined && count > 0) macs.set(graph.id(node), count);
  }
  return macs;
}

/** The sum over the main graph. Nodes inside subgraphs count as unknown: whether and how often they run is not. */
export function countMacs(model: Model, types: ReadonlyMap<string, TensorHeader>): MacsCount {
  let total = 0;
  let unknown = 0;
  for (const graph of model.graphs()) {
    for (const node of graph.nodes) {
      const isMain = graph === model.graph;
      const count = isMain ? macsOfNode(node, (tensor) => types.get(tensor)?.dims) : hasMacs(node) ? undefined : 0;
      if (count === undefined) unknown++;
      else total += count;
    }
  }
  return { total, unknown };
}
