import type { onnx } from '../onnx/generated/onnx.js';
import type { TensorHeader } from '../onnx/model.ts';
import type { HintFacts } from './rule.ts';

/** The DequantizeLinear that writes input `index` of a node, if one does. */
export function dequantizes({ model }: HintFacts, node: onnx.NodeProto, index: number): onnx.NodeProto | undefined {
  const producer = model.graph.producer(node.input[index] ?? '');
  return producer?.opType === 'DequantizeLinear' ? producer : undefined;
}

/** Type and shape of the stored integers that a DequantizeLinear reads; undefined where they are computed. */
export function storedIntegers({ model }: HintFacts, pair: onnx.NodeProto | undefined): TensorHeader | undefined {
  return pair === undefined ? undefined : model.constantHeader(model.graph, pair.input[0] ?? '');
}

/** The DequantizeLinear before a node, on what is computed. */
export function quantizedInputs(facts: HintFacts, node: onnx.NodeProto): readonly onnx.NodeProto[] {
  return node.input
    .flatMap((_, index) => dequantizes(facts, node, index) ?? [])
    .filter((pair) => storedIntegers(facts, pair) === undefined);
}

/** The readers of a node's first output that are QuantizeLinear, and whether all are and it does not leave the model. */
export function quantizedOutput({ model }: HintFacts, node: onnx.NodeProto) {
  const output = node.output[0] ?? '';
  const readers = [...model.graph.consumers(output)];
  const pairs = readers.filter(({ opType }) => opType === 'QuantizeLinear');
  return { pairs, whole: pairs.length > 0 && pairs.length === readers.length && !model.graph.isOutput(output) };
}

/** Names of nodes as texts have them: the first few, and how many there are. */
export function someNames(nodes: readonly onnx.NodeProto[]): { readonly count: number; readonly names: string } {
  const shown = nodes.slice(0, 3).map(({ name, output, opType }) => name || (output[0] ?? opType));
  return { count: nodes.length, names: nodes.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ') };
}
