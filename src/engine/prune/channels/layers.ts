import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { NodeId } from '../../onnx/nodeId.ts';

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
