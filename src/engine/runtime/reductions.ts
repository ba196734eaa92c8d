import { int, makeNode } from '../onnx/attributes.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { DenseTensor } from '../onnx/tensor.ts';
import { probePrefix } from './observation.ts';
import { untyped } from './probedModel.ts';

/** The smallest and the largest element of a tensor in one run. */
export interface TensorRange {
  readonly min: number;
  readonly max: number;
  /** Whether all elements are numbers and finite. If not, `min` and `max` are those of some of the elements only. */
  readonly finite: boolean;
}

/** The sum passes NaN on, which the kernels for extremes do not always do. */
const reductions = ['ReduceMin', 'ReduceMax', 'ReduceSum'] as const;

/**
 * Lets the extremes of a tensor leave the graph; `real` is the same tensor as float32.
 *
 * The runtime takes the nodes that nobody reads from the last to the first, and runs before each what it still needs. If
 * such nodes are added for late tensors first, each runs as soon as its tensor is there; the other way round all would
 * wait for the end of the graph, and every tensor with them.
 */
export function addReductions(copy: onnx.GraphProto, tensor: string, real: string): void {
  for (const [index, probe] of reductionsOf(tensor).entries()) {
    copy.node.push(makeNode(reductions[index]!, [real], [probe], { attributes: { keepdims: int(0) } }));
    copy.output.push(untyped(probe));
  }
}

/** The outputs that {@link addReductions} adds for a tensor. */
export function reductionsOf(tensor: string): readonly string[] {
  return reductions.map((reduction) => `${probePrefix}${reduction}:${tensor}`);
}

/** What the outputs for a tensor say, undefined if it had no elements. */
export function reducedRange(results: ReadonlyMap<string, DenseTensor>, tensor: string): TensorRange | undefined {
  const [min = NaN, max = NaN, sum = NaN] = reductionsOf(tensor).map((probe) => Number(results.get(probe)?.data[0]));
  // Of no elements the smallest is the largest number there is.
  if (min === Infinity && max === -Infinity && sum === 0) return undefined;
  return { min, max, finite: Number.isFinite(min) && Number.isFinite(max) && Number.isFinite(sum) };
}
