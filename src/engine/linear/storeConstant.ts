import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import type { DenseTensor } from '../onnx/tensor.ts';

/**
 * Gives input `index` of a node a constant: in the place of the one it reads, under its name, where nothing else reads that; else a
 * tensor of its own beside it, or a new one where the input was left out.
 * @returns the name of the stored tensor
 */
export function storeConstant(
  model: Model,
  graph: Graph,
  node: onnx.NodeProto,
  index: number,
  { type, dims, data }: DenseTensor,
): string {
  const old = node.input[index] ?? '';
  const own = old !== '' && isOwn(graph, node, old);
  const name = own ? old : graph.freshName(old === '' ? `${node.output[0] ?? ''}.constant` : old);
  const constantNode = own ? graph.producer(old) : undefined;
  if (constantNode !== undefined) graph.remove(constantNode);
  if (own && graph.sparseInitializer(old) !== undefined) graph.removeInitializer(old);
  graph.addInitializer(model.tensor(name, type, dims, data));
  if (!own) graph.setInput(node, index, name);
  return name;
}

/** Whether a constant lies in the graph of the node and is read there once, by it. */
function isOwn(graph: Graph, node: onnx.NodeProto, tensor: string): boolean {
  return (
    graph.defines(tensor) &&
    !graph.isOutput(tensor) &&
    graph.consumers(tensor).size === 1 &&
    node.input.filter((input) => input === tensor).length === 1
  );
}
