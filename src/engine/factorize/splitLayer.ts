import { ints, intsAttribute, makeNode, removeAttribute, setAttribute } from '../onnx/attributes.ts';
import type { LayerMatrix } from '../linear/layerMatrix.ts';
import { type Matrix, transposed } from '../linear/matrix.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { storeReals } from '../onnx/reals.ts';
import type { Factors } from './approximation.ts';
import type { FactorKind } from './forms/factorForms.ts';

/** The names of the two weights that layers read in place of theirs. */
export interface StoredFactors {
  readonly first: string;
  readonly second: string;
}

/** Stores the factors of a layer as weights of the two nodes that it becomes, in its element type. */
export function storeFactors(
  model: Model,
  layer: LayerMatrix,
  kind: FactorKind,
  { first, second }: Factors,
): StoredFactors {
  const shapes = weightShapes(layer, kind, first.rows);
  return {
    first: store(model, layer, 'first', first, shapes.first),
    second: store(model, layer, 'second', second, shapes.second),
  };
}

function store(model: Model, layer: LayerMatrix, part: string, factor: Matrix, dims: readonly number[]): string {
  const name = model.graph.freshName(`${layer.weight}_${part}`);
  const { values } = layer.outputAxis === 0 ? factor : transposed(factor);
  model.graph.addInitializer(model.tensor(name, layer.type, dims, storeReals(layer.type, values)));
  return name;
}

function weightShapes({ form, inputs, outputs, positions, outputAxis }: LayerMatrix, kind: FactorKind, rank: number) {
  if (form.kind === 'product') {
    const [first, second] = [
      [rank, inputs],
      [outputs, rank],
    ];
    return outputAxis === 0 ? { first, second } : { first: first.toReversed(), second: second.toReversed() };
  }
  const channels = inputs / positions;
  const [high = 1, wide = 1] = form.kernel;
  return kind === 'spatial'
    ? { first: [rank, channels, high, 1], second: [outputs, rank, 1, wide] }
    : { first: [rank, channels, ...form.kernel], second: [outputs, rank, ...form.kernel.map(() => 1)] };
}

/** Takes names of nodes that are free. */
export type NameNode = (base: string) => string;

/**
 * Puts a new node before a layer, which then reads less: the layer keeps its name, its output, and its bias. Both stem from what the layer
 * stemmed from.
 */
export function splitLayer(
  model: Model,
  layer: LayerMatrix,
  kind: FactorKind,
  weights: StoredFactors,
  nameNode: NameNode,
): void {
  const { graph } = model;
  const { node, form } = layer;
  const origins = graph.origins(node);
  const weightAt = node.input[0] === layer.weight ? 0 : 1;
  const activation = layer.input;
  const between = graph.freshName(`${layer.output}_first`);
  const operands = weightAt === 1 ? [activation, weights.first] : [weights.first, activation];
  const first = makeNode(node.opType, operands, [between], {
    name: node.name === '' ? '' : nameNode(`${node.name}_first`),
    domain: node.domain,
  });
  // Attributes are replaced, never changed, so both nodes may hold the same ones.
  first.attribute = [...node.attribute];
  if (form.kind === 'convolution') splitConvolution(first, node, form.kernel, kind);
  else if (node.opType === 'Gemm') splitGemm(model, layer, first);
  graph.setInput(node, 1 - weightAt, between);
  graph.setInput(node, weightAt, weights.second);
  graph.setOrigins(node, origins);
  graph.add(first, origins);
}

const spatialAttributes = ['strides', 'dilations', 'pads'] as const;

function splitConvolution(
  first: onnx.NodeProto,
  second: onnx.NodeProto,
  kernel: readonly number[],
  kind: FactorKind,
): void {
  if (kind !== 'spatial') {
    setAttribute(first, 'kernel_shape', ints(kernel));
    for (const name of [...spatialAttributes, 'auto_pad']) removeAttribute(second, name);
    setAttribute(second, 'kernel_shape', ints(kernel.map(() => 1)));
    return;
  }
  keepAxis(first, kernel, 0);
  keepAxis(second, kernel, 1);
}

/** Leaves a convolution what it does along one axis of the plane. Automatic pads stay: along an axis without kernel and stride they are none. */
function keepAxis(node: onnx.NodeProto, kernel: readonly number[], axis: number): void {
  setAttribute(node, 'kernel_shape', ints(kernel.map((length, index) => (index === axis ? length : 1))));
  for (const [name, neutral] of [
    ['strides', 1],
    ['dilations', 1],
    ['pads', 0],
  ] as const) {
    const values = intsAttribute(node, name);
    if (values === undefined) continue;
    // Pads are those before the axes, then those after them.
    const kept = values.map((value, index) => (index % kernel.length === axis ? value : neutral));
    setAttribute(node, name, ints(kept));
  }
}

/** The first node transposes what it reads, as the layer did; scalars are in the weights, or belong to the bias. */
function splitGemm(model: Model, { node, type }: LayerMatrix, first: onnx.NodeProto): void {
  for (const name of ['alpha', 'beta']) removeAttribute(first, name);
  for (const name of ['alpha', 'transA']) removeAttribute(node, name);
  // Before opset 11 the third input may not be left out.
  if ((model.opset() ?? 0) >= 11) return;
  const zero = model.graph.freshName(`${first.output[0] ?? ''}_bias`);
  model.graph.addInitializer(model.tensor(zero, type, [1], storeReals(type, new Float64Array(1))));
  first.input.push(zero);
}
