import { floatAttribute, intAttribute } from '../attributes.ts';
import type { onnx } from '../generated/onnx.js';
import { elementCount } from '../tensor.ts';
import { fitInto, isReal, realBuffer, type Reals } from '../reals.ts';
import type { RealConstant, Rewriting } from './rewriting.ts';

/** How the elements of a constant weight belong to the channels of the result. */
export interface Linear {
  readonly node: onnx.NodeProto;
  /** Number of output channels. */
  readonly channels: number;
  /** Dimensions of the result, where known, and which of them counts the channels; `last` where the rank is not known. */
  readonly rank: number | undefined;
  readonly channelAxis: number | 'last';
  /** The weight as rows of this many elements, each of which belongs to one channel. */
  readonly rowLength: number;
  readonly channelOfRow: (row: number) => number;
}

/**
 * A convolution or matrix product whose weight is constant, or undefined.
 * (ONNX operators: Conv weight [M, C/group, …], ConvTranspose [C, M/group, …], Gemm and MatMul [K, N].)
 */
export function linearOf(node: onnx.NodeProto, rewriting: Rewriting): Linear | undefined {
  if (node.domain !== '' && node.domain !== 'ai.onnx') return undefined;
  if (!rewriting.isReal(node.input[1])) return undefined;
  const dims = rewriting.header(node.input[1])?.dims ?? [];
  const [first = 0, second = 0] = dims;
  if (elementCount(dims) === 0 || dims.length < 2) return undefined;
  switch (node.opType) {
    case 'Conv': {
      if (dims.length < 3) return undefined;
      const rowLength = elementCount(dims.slice(1));
      return { node, channels: first, rank: dims.length, channelAxis: 1, rowLength, channelOfRow: (row) => row };
    }
    case 'ConvTranspose': {
      const groups = intAttribute(node, 'group') ?? 1;
      if (dims.length < 3 || groups < 1 || first % groups !== 0) return undefined;
      const inputs = first / groups;
      const channelOfRow = (row: number): number =>
        Math.floor(Math.floor(row / second) / inputs) * second + (row % second);
      const rowLength = elementCount(dims.slice(2));
      return { node, channels: groups * second, rank: dims.length, channelAxis: 1, rowLength, channelOfRow };
    }
    case 'Gemm':
      if (dims.length !== 2) return undefined;
      return (intAttribute(node, 'transB') ?? 0) !== 0
        ? { node, channels: first, rank: 2, channelAxis: 1, rowLength: second, channelOfRow: (row) => row }
        : { node, channels: second, rank: 2, channelAxis: 1, rowLength: 1, channelOfRow: (row) => row % second };
    case 'MatMul': {
      if (dims.length !== 2) return undefined;
      const rank = rewriting.shapes.rank(node.input[0] ?? '');
      return { node, channels: second, rank, channelAxis: 'last', rowLength: 1, channelOfRow: (row) => row % second };
    }
    default:
      return undefined;
  }
}

/** How weight and bias of a linear node are to change, by a number for each output channel. Absent: not at all. */
export interface LinearChange {
  readonly weightFactor?: Float64Array;
  readonly biasFactor?: Float64Array;
  /** Added to the bias after it was multiplied. */
  readonly shift?: Float64Array;
}

/**
 * Changes weight and bias of a linear node. Computed in float64. Says whether it could: not with a bias that is no constant
 * vector, nor where numbers would leave the range of their type.
 */
export function changeLinear(linear: Linear, change: LinearChange, rewriting: Rewriting): boolean {
  const { node } = linear;
  const { weightFactor, biasFactor, shift } = change;
  const hasBias = (node.input[2] ?? '') !== '';
  if (!hasOwnBias(linear, rewriting) || (shift !== undefined && !takesBias(linear))) return false;
  const weight = weightFactor && rewriting.reals(node.input[1]);
  const scaled = weight && { ...weight, values: scaleRows(weight, linear, weightFactor) };
  const bias = shift || (hasBias && biasFactor) ? biasAfter(linear, change, rewriting) : undefined;
  if ((scaled && !fitInto(scaled.type, scaled.values)) || (bias && !fitInto(bias.type, bias.values))) return false;
  if (node.opType === 'MatMul' && shift) node.opType = 'Gemm';
  if (scaled) rewriting.setReals(node, 1, scaled);
  if (bias) rewriting.setReals(node, 2, bias);
  return true;
}

/** Sums of the weight's elements for each output channel. */
export function channelSums({ node, channels, rowLength, channelOfRow }: Linear, rewriting: Rewriting): Float64Array {
  const sums = new Float64Array(channels);
  const values = rewriting.reals(node.input[1])?.values ?? [];
  for (let row = 0, at = 0; at < values.length; row++) {
    let sum = 0;
    for (const end = at + rowLength; at < end; at++) sum += values[at] ?? 0;
    const channel = channelOfRow(row);
    sums[channel] = (sums[channel] ?? 0) + sum;
  }
  return sums;
}

/** Whether the node has no bias, or one constant number for each channel. */
function hasOwnBias({ node, channels }: Linear, rewriting: Rewriting): boolean {
  const bias = node.input[2] ?? '';
  if (bias === '') return true;
  if (node.opType === 'Gemm' && (floatAttribute(node, 'beta') ?? 1) !== 1) return false;
  const dims = rewriting.header(bias)?.dims;
  return rewriting.isReal(bias) && dims?.length === 1 && dims[0] === channels;
}

/** MatMul has no bias; it can be Gemm instead when both its operands are matrices. */
function takesBias({ node, rank }: Linear): boolean {
  return node.opType !== 'MatMul' || rank === 2;
}

function scaleRows({ type, values }: RealConstant, linear: Linear, scale: Float64Array): Reals {
  const { rowLength, channelOfRow } = linear;
  const result = realBuffer(type, values.length);
  for (let row = 0, at = 0; at < values.length; row++) {
    const factor = scale[channelOfRow(row)] ?? 1;
    for (const end = at + rowLength; at < end; at++) result[at] = (values[at] ?? 0) * factor;
  }
  return result;
}

function biasAfter(
  { node, channels }: Linear,
  { biasFactor, shift }: LinearChange,
  rewriting: Rewriting,
): RealConstant | undefined {
  const old = rewriting.reals(node.input[2]);
  const type = rewriting.header(node.input[1])?.type;
  if (type === undefined || !isReal(type)) return undefined;
  const values = realBuffer(type, channels);
  for (let channel = 0; channel < channels; channel++) {
    values[channel] = (old?.values[channel] ?? 0) * (biasFactor?.[channel] ?? 1) + (shift?.[channel] ?? 0);
  }
  return { type, dims: [channels], values };
}
