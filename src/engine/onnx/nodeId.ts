import type { onnx } from './generated/onnx.js';

declare const brand: unique symbol;

/**
 * What a node is known by: the path of its graph and its first output that has a name. Names may be empty or doubled,
 * written tensors may not. The path of the main graph is empty, that of a subgraph is the id of the node that holds it,
 * a slash, the attribute (and for lists of graphs a position), and a slash.
 */
export type NodeId = string & { readonly [brand]: 'NodeId' };

/** The id of a node that stands in the graph with this path. A node that writes nothing is known by its name. */
export function nodeIdIn(graphPath: string, node: onnx.NodeProto): NodeId {
  const output = node.output.find((name) => name !== '');
  return (graphPath + (output ?? `(${node.opType} ${node.name})`)) as NodeId;
}
