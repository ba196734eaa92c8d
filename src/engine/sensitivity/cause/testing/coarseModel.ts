import type { QuantizedPart } from '../../../../protocol/options/sensitivity.ts';
import type { Feeds } from '../../../data/dataset.ts';
import { makeNode } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Graph } from '../../../onnx/graph.ts';
import type { Model } from '../../../onnx/model.ts';
import { tensorTypes, type TypingOptions } from '../../../runtime/tensorTypes.ts';
import type { Layer, QuantizableModel } from '../../layer.ts';

const products: ReadonlySet<string> = new Set(['Conv', 'Gemm', 'MatMul']);

/**
 * A model whose layers can be made coarse instead of quantized: the weight, and what is written (behind a Relu, if nobody else
 * reads it), rounded to multiples of `step`. Layers are convolutions and products, and those named by `operators`.
 */
export async function coarseModel(
  float: Model,
  feeds: Feeds,
  typing: TypingOptions,
  { step = 1 / 16, operators = products }: { readonly step?: number; readonly operators?: ReadonlySet<string> } = {},
): Promise<QuantizableModel> {
  const types = await tensorTypes(float, feeds, typing);
  const layers = float.graph
    .inOrder()
    .filter(({ opType }) => operators.has(opType))
    .map((node) => layerOf(float, node));
  const quantizeLayers = (part: Model, chosen: Iterable<Layer>, what: QuantizedPart): void => {
    for (const layer of chosen) roundLayer(part, layer, what, step);
  };
  const quantized = (): Model => {
    const whole = float.clone();
    quantizeLayers(whole, layers, 'both');
    return whole;
  };
  return { float, types, layers, quantized, quantizedName: (tensor) => tensor, quantizeLayers };
}

function layerOf({ graph }: Model, node: onnx.NodeProto): Layer {
  const written = node.output[0]!;
  const [reader, ...others] = graph.consumers(written);
  const vanishing = reader?.opType === 'Relu' && others.length === 0 && !graph.isOutput(written);
  const weight = node.input.find((input) => graph.initializer(input) !== undefined);
  return {
    node: graph.id(node),
    name: node.name,
    operator: node.opType,
    origins: graph.origins(node),
    precision: 'integer',
    output: vanishing ? reader.output[0]! : written,
    weight,
    activations: [written],
    macs: undefined,
  };
}

function roundLayer(part: Model, { node: id, output, weight }: Layer, what: QuantizedPart, step: number): void {
  const { graph } = part;
  const node = [...graph.nodes].find((each) => graph.id(each) === id);
  if (node === undefined) throw new Error(`${id} is not in this part`);
  if (what !== 'activations' && weight !== undefined) {
    const rounded = graph.freshName(`${weight}_rounded`);
    addRounding(part, weight, rounded, step);
    node.input.forEach((input, index) => {
      if (input === weight) graph.setInput(node, index, rounded);
    });
  }
  if (what !== 'weights') {
    const producer = graph.producer(output)!;
    const exact = graph.freshName(`${output}_exact`);
    graph.setOutput(producer, producer.output.indexOf(output), exact);
    addRounding(part, exact, output, step);
  }
}

function addRounding(part: Model, from: string, to: string, step: number): void {
  const { graph } = part;
  const [shrunk, rounded] = [graph.freshName(`${to}_steps`), graph.freshName(`${to}_whole`)];
  const size = constant(graph, part, step);
  graph.add(makeNode('Div', [from, size], [shrunk]));
  graph.add(makeNode('Round', [shrunk], [rounded]));
  graph.add(makeNode('Mul', [rounded, size], [to]));
}

function constant(graph: Graph, part: Model, value: number): string {
  const name = graph.freshName('step');
  graph.addInitializer(part.tensor(name, 'float32', [], Float32Array.of(value)));
  return name;
}
