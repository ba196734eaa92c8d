import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';

/** Operators that read only the shape of a tensor, for which its integers do as well. */
const shapeReaders: ReadonlySet<string> = new Set(['Shape', 'Size']);

export function readsOnlyShape(node: onnx.NodeProto): boolean {
  return shapeReaders.has(node.opType);
}

/** The nodes that read the values of a tensor. What only wants its shape often goes when the runtime knows that. */
export function valueReaders(tensor: string, graph: Graph): readonly onnx.NodeProto[] {
  return [...graph.consumers(tensor)].filter((reader) => !readsOnlyShape(reader));
}
