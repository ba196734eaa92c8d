import type { QuantizedPart } from '../../../../protocol/options/sensitivity.ts';
import type { Feeds } from '../../../data/dataset.ts';
import { makeNode } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Model } from '../../../onnx/model.ts';
import { tensorTypes, type TypingOptions } from '../../../runtime/tensorTypes.ts';
import type { Layer, QuantizableModel } from '../../layer.ts';

const products: ReadonlySet<string> = new Set(['Conv', 'Gemm', 'MatMul']);

/**
 * A model whose layers are made wrong in another way than by quantizing: the weight, and what is written (behind a Relu, if
 * nobody else reads it), become 2 % larger. That has no steps at whose borders the order of float sums would decide. Layers are
 * convolutions and products, or those of the operators given.
 */
export async function scaledModel(
  float: Model,
  feeds: Feeds,
  typing: TypingOptions,
  operators: ReadonlySet<string> = products,
): Promise<QuantizableModel> {
  const types = await tensorTypes(float, feeds, typing);
  const layers = float.graph
    .inOrder()
    .filter(({ opType }) => operators.has(opType))
    .map((node) => layerOf(float, node));
  const quantizeLayers = (part: Model, chosen: Iterable<Layer>, what: QuantizedPart): void => {
    for (const layer of chosen) scaleLayer(part, layer, what);
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

function scaleLayer(part: Model, { node: id, output, weight }: Layer, what: QuantizedPart): void {
  const { graph } = part;
  const node = [...graph.nodes].find((each) => graph.id(each) === id);
  if (node === undefined) throw new Error(`${id} is not in this part`);
  if (what !== 'activations' && weight !== undefined) {
    const scaled = graph.freshName(`${weight}_scaled`);
    addScaling(part, weight, scaled);
    node.input.forEach((input, index) => {
      if (input === weight) graph.setInput(node, index, scaled);
    });
  }
  if (what !== 'weights') {
    const producer = graph.producer(output)!;
    const exact = graph.freshName(`${output}_exact`);
    graph.setOutput(producer, producer.output.indexOf(output), exact);
    addScaling(part, exact, output);
  }
}

function addScaling(part: Model, from: string, to: string): void {
  const { graph } = part;
  const factor = graph.freshName('factor');
  graph.addInitializer(part.tensor(factor, 'float32', [], Float32Array.of(1.02)));
  graph.add(makeNode('Mul', [from, factor], [to]));
}
