import { intAttribute } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { elementCount } from '../../onnx/tensor.ts';

/** Where the elements of a layer's matrices lie in its stored weight: `group · output · input`, each with its step. */
export interface StridedMatrix {
  /** Independent matrices. */
  readonly groups: number;
  /** Rows and columns of one matrix. */
  readonly outputs: number;
  readonly inputs: number;
  readonly steps: { readonly group: number; readonly output: number; readonly input: number };
}

/** A weight of a layer, as an input of its node. */
export interface WeightInput {
  readonly at: number;
  /** The matrix in a weight of these dimensions; undefined where they do not fit the operator. */
  readonly matrix: (node: onnx.NodeProto, dims: readonly number[]) => StridedMatrix | undefined;
}

/** Rows one after the other, one matrix after the other. */
function rows(groups: number, outputs: number, inputs: number): StridedMatrix {
  return { groups, outputs, inputs, steps: { group: outputs * inputs, output: inputs, input: 1 } };
}

/** Columns one after the other, one matrix after the other. */
function columns(groups: number, outputs: number, inputs: number): StridedMatrix {
  return { groups, outputs, inputs, steps: { group: outputs * inputs, output: 1, input: outputs } };
}

function convolution(node: onnx.NodeProto, dims: readonly number[]): StridedMatrix | undefined {
  const [filters = 0, ...window] = dims;
  const groups = intAttribute(node, 'group') ?? 1;
  return dims.length > 2 && filters % groups === 0 ? rows(groups, filters / groups, elementCount(window)) : undefined;
}

/** Input channel by input channel; every position of the kernel is an output. */
function transposedConvolution(node: onnx.NodeProto, dims: readonly number[]): StridedMatrix | undefined {
  const [channels = 0, ...outputs] = dims;
  const groups = intAttribute(node, 'group') ?? 1;
  return dims.length > 2 && channels % groups === 0
    ? columns(groups, elementCount(outputs), channels / groups)
    : undefined;
}

/** The second factor of a product: `[..., inputs, outputs]`. */
function second(dims: readonly number[]): StridedMatrix | undefined {
  const [inputs, outputs = 1] = dims.slice(-2);
  return inputs === undefined ? undefined : columns(elementCount(dims.slice(0, -2)), outputs, inputs);
}

/** The first factor of a product: `[..., outputs, inputs]`. */
function first(dims: readonly number[]): StridedMatrix | undefined {
  const [outputs, inputs] = [1, ...dims].slice(-2);
  return dims.length === 0 || outputs === undefined || inputs === undefined
    ? undefined
    : rows(elementCount(dims.slice(0, -2)), outputs, inputs);
}

const product: readonly WeightInput[] = [
  { at: 1, matrix: (_, dims) => second(dims) },
  { at: 0, matrix: (_, dims) => first(dims) },
];

const gemm: readonly WeightInput[] = [
  { at: 1, matrix: (node, dims) => ((intAttribute(node, 'transB') ?? 0) === 0 ? second(dims) : first(dims)) },
  { at: 0, matrix: (node, dims) => ((intAttribute(node, 'transA') ?? 0) === 0 ? first(dims) : second(dims)) },
];

/** Input weights and recurrent weights, `[directions, gates · hidden, inputs]`. */
const recurrent: readonly WeightInput[] = [1, 2].map((at) => ({
  at,
  matrix: (_, dims) => (dims.length === 3 ? first([1, dims[0]! * dims[1]!, dims[2]!]) : undefined),
}));

/** Layers whose weights can be pruned, by operator of the standard domain. */
export const layouts: ReadonlyMap<string, readonly WeightInput[]> = new Map<string, readonly WeightInput[]>([
  ['Conv', [{ at: 1, matrix: convolution }]],
  ['ConvTranspose', [{ at: 1, matrix: transposedConvolution }]],
  ['Gemm', gemm],
  ['MatMul', product],
  ['LSTM', recurrent],
  ['GRU', recurrent],
  ['RNN', recurrent],
  // An embedding: a row for each token.
  ['Gather', [{ at: 0, matrix: (node, dims) => (isTable(node, dims) ? first(dims) : undefined) }]],
]);

function isTable(node: onnx.NodeProto, dims: readonly number[]): boolean {
  return dims.length === 2 && (intAttribute(node, 'axis') ?? 0) === 0;
}
