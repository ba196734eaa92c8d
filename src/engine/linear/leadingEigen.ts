import { normalNumbers, seededRandom } from '../data/random.ts';
import { dot, firstRows, type Matrix, matrix, rowOf } from './matrix.ts';
import { orthonormalize } from './orthonormal.ts';
import type { Products } from './products.ts';
import { type SymmetricEigen, symmetricEigen } from './symmetricEigen.ts';

/** A symmetric positive semidefinite matrix that need not be there as one. */
export interface SymmetricOperator {
  readonly size: number;
  /** `rows · S` for any number of rows. */
  apply(rows: Matrix): Promise<Matrix>;
  /** The matrix itself. */
  whole(): Promise<Matrix>;
}

export interface EigenOptions {
  readonly products: Products;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
}

/** Up to this size, or where this share of all is wanted, all eigenvectors are found at once. */
const small = 256;
const nearlyAll = 0.7;
/** Iterations end when the subspace gains less than this share of what it holds, or after so many. */
const settled = 1e-7;
const mostIterations = 24;

/**
 * The `count` largest eigenvalues of a positive semidefinite matrix and their eigenvectors; some more where they come at no
 * cost. Large matrices: subspace iteration on a random block with an eighth more rows than are wanted (Halko, Martinsson and
 * Tropp, Finding structure with randomness, 2011, algorithm 4.4), its products made by the runtime.
 */
export async function leadingEigen(
  operator: SymmetricOperator,
  count: number,
  options: EigenOptions,
): Promise<SymmetricEigen> {
  const { size } = operator;
  if (size <= small || count >= nearlyAll * size) return symmetricEigen(await operator.whole());
  const rows = Math.min(size, count + Math.max(8, Math.ceil(count / 8)));
  const { basis, image } = await dominantSubspace(operator, rows, options);
  const { products } = options;
  const inside = symmetricEigen(await products.timesTransposed(image, basis));
  const vectors = await products.times(firstRows(inside.vectors, count), basis);
  return { values: inside.values.subarray(0, count), vectors };
}

/** An orthonormal basis, one vector a row, of nearly the subspace in which the matrix is largest, and the matrix applied to it. */
async function dominantSubspace(operator: SymmetricOperator, rows: number, { products, seed, signal }: EigenOptions) {
  const random = normalNumbers(seededRandom(seed));
  const start = matrix(rows, operator.size);
  for (let index = 0; index < start.values.length; index++) start.values[index] = random();
  let basis = await operator.apply(start);
  let held = 0;
  for (let iteration = 1; ; iteration++) {
    signal?.throwIfAborted();
    await orthonormalize(basis, products, random);
    const image = await operator.apply(basis);
    const holds = overlap(basis, image);
    if (holds - held <= settled * holds || iteration === mostIterations) return { basis, image };
    held = holds;
    basis = image;
  }
}

/** Trace of `a · bᵀ`. */
function overlap(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let row = 0; row < a.rows; row++) sum += dot(rowOf(a, row), rowOf(b, row));
  return sum;
}
