import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { hasMacs } from '../profile/macs/registry.ts';

/** A layer as reports name it: by its id in the user's file. */
export interface NamedLayer {
  readonly node: string;
  readonly name: string;
  readonly operator: string;
}

/** The nodes of a graph by what they are known by. */
export function nodesById(graph: Graph): ReadonlyMap<NodeId, onnx.NodeProto> {
  return new Map([...graph.nodes].map((node) => [graph.id(node), node]));
}

export function namedLayer(graph: Graph, node: onnx.NodeProto): NamedLayer {
  return { node: graph.origins(node)[0] ?? graph.id(node), name: node.name, operator: node.opType };
}

/** Layers that multiply and add and are inside branches, loops and functions, where channels are not looked at. */
export function innerLayers(model: Model): readonly NamedLayer[] {
  const layers: NamedLayer[] = [];
  for (const graph of model.graphs()) {
    if (graph === model.graph) continue;
    for (const node of graph.nodes) if (hasMacs(node)) layers.push(namedLayer(graph, node));
  }
  return layers;
}
