import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';

/** Lets a node read a constant vector as a matrix of one row. */
export function spreadAddend(node: onnx.NodeProto, addend: string, model: Model): void {
  const { graph } = model;
  const at = node.input.indexOf(addend);
  const constant = model.constant(graph, addend);
  if (at < 0 || constant === undefined) return;
  const name = graph.freshName(`${addend}_row`);
  graph.addInitializer(model.tensor(name, constant.type, [1, ...constant.dims], constant.data));
  graph.setInput(node, at, name);
}
