import { elementCount } from '../tensor.ts';
import type { RealConstant } from './rewriting.ts';

/**
 * The elements of a constant as one number for each index of `axis` of a tensor it is broadcast to, or undefined where it
 * differs along another axis or would widen the tensor. `rank` undefined is any rank from 1 on, and `axis` its last.
 */
export function alongAxis(
  { dims, values }: RealConstant,
  size: number,
  axis: number | 'last',
  rank: number | undefined,
): Float64Array | undefined {
  if (dims.length > (rank ?? 1)) return undefined;
  const fromEnd = axis === 'last' || rank === undefined ? 1 : rank - axis;
  const count = elementCount(dims);
  const along = dims[dims.length - fromEnd] ?? 1;
  if (along !== count || (count !== 1 && count !== size)) return undefined;
  return count === 1 ? new Float64Array(size).fill(values[0] ?? 0) : Float64Array.from(values);
}

/** Whether a constant has one element, and at most `rank` dimensions. */
export function isScalar(dims: readonly number[] | undefined, rank: number | undefined): boolean {
  return dims !== undefined && elementCount(dims) === 1 && dims.length <= (rank ?? 0);
}

/** The index of the input of a node of two that is a constant of real numbers, when the other is none. */
export function constantOperand(
  isReal: (tensor: string | undefined) => boolean,
  input: readonly string[],
): 0 | 1 | undefined {
  const [first, second] = [isReal(input[0]), isReal(input[1])];
  if (input.length !== 2 || first === second) return undefined;
  return first ? 0 : 1;
}
