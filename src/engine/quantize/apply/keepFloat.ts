import { makeNode } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { Preset } from '../presets.ts';
import { ruleFor } from '../rules/registry.ts';

/** Products whose float weights onnxruntime rounds to integers where it finds integers before and behind. */
const weighted: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Gemm']);

/** Operators that onnxruntime moves a DQ or Q past, wherever it finds one beside them. */
const passable: ReadonlySet<string> = new Set(['MaxPool', 'Reshape', 'Slice', 'Squeeze', 'Transpose', 'Unsqueeze']);

/**
 * Keeps a node float that the plan wants float. Between a DQ and a Q onnxruntime would run it on integers all the same,
 * and even make integers of its weights. A Max of one tensor, which gives that tensor, keeps them away from the node:
 * the runtime takes out every other node that does nothing.
 */
export function keepFloat(node: onnx.NodeProto, model: Model, { fusesUnasked }: Preset): void {
  const { graph } = model;
  const dequantized = node.input.flatMap((tensor, index) =>
    graph.producer(tensor)?.opType === 'DequantizeLinear' ? index : [],
  );
  if (model.isFunction(node)) {
    // The runtime puts the body of a function in its place, where any node may read any input.
    if (fusesUnasked) for (const index of dequantized) keepApart(node, index, graph);
    return;
  }
  if (node.domain !== '' && node.domain !== 'ai.onnx') return;
  const isPassed = passable.has(node.opType);
  const [first] = dequantized;
  if (first !== undefined && (isPassed || (fusesUnasked && wouldBeInteger(node, graph)))) keepApart(node, first, graph);
  const [result = ''] = node.output;
  if (isPassed && isQuantizedNext(result, graph)) {
    const name = graph.freshName(`${result}_float`);
    graph.setOutput(node, 0, name);
    addBarrier(name, result, graph);
  }
}

function keepApart(node: onnx.NodeProto, index: number, graph: Graph): void {
  const tensor = node.input[index] ?? '';
  graph.setInput(node, index, addBarrier(tensor, graph.freshName(`${tensor}_float`), graph));
}

function addBarrier(from: string, to: string, graph: Graph): string {
  graph.add(makeNode('Max', [from], [to], { name: `${to}_Max` }), []);
  return to;
}

/** Whether the runtime would take a node with a dequantized input for an integer one. */
function wouldBeInteger(node: onnx.NodeProto, graph: Graph): boolean {
  const inputs = node.input.filter((tensor) => tensor !== '').map((tensor) => graph.producer(tensor)?.opType);
  const areDequantized = inputs.every((opType) => opType === 'DequantizeLinear');
  if (node.opType === 'MatMul') return areDequantized;
  if (!node.output.every((tensor) => isQuantizedNext(tensor, graph))) return false;
  // The runtime gives a DQ to the constant branch of a Where.
  if (weighted.has(node.opType)) return inputs[0] === 'DequantizeLinear';
  return node.opType === 'Where' || (ruleFor(node)?.role === 'light' && areDequantized);
}

/** Whether the only reader of a tensor is a Q, or a Relu or Clip whose only reader is one. */
function isQuantizedNext(tensor: string, graph: Graph): boolean {
  const [reader, ...others] = graph.consumers(tensor);
  if (reader === undefined || others.length > 0 || graph.isOutput(tensor)) return false;
  if (reader.opType === 'Relu' || reader.opType === 'Clip') return isQuantizedNext(reader.output[0] ?? '', graph);
  return reader.opType === 'QuantizeLinear';
}
