import { blockWidth, cholesky } from './cholesky.ts';
import { type Products, withProducts } from './products.ts';
import { lowerInverse, substitute } from './triangular.ts';

/** What was added to the diagonal, as a share of its mean, so that the matrix could be factorized. */
export interface Damped {
  readonly damping: number;
}

export interface SolveOptions {
  /** Share of the mean of the diagonal that is added to it; ten times as much is tried where that is too little. 0.01 unless given. */
  readonly damping?: number | undefined;
  readonly threads?: number | undefined;
  /** Stops between two attempts, by throwing its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Solves (A + λ I) X = B for a symmetric positive semidefinite A, `[size, size]`, and B, `[size, columns]`, both row by row and
 * neither changed. An input that is dead (zero on the diagonal) has zeros in the solution.
 * @throws RangeError where a number of A is not finite
 */
export async function solveDamped(
  matrix: Float64Array,
  size: number,
  right: Float64Array,
  columns: number,
  options: SolveOptions = {},
): Promise<Damped & { readonly solution: Float64Array }> {
  return withBlocks(size, options, async (products) => {
    const { damping, lower } = await dampedFactor(matrix, size, false, products, options);
    const solution = right.slice();
    for (let row = 0; row < size; row++) {
      if (matrix[row * size + row] === 0) solution.fill(0, row * columns, (row + 1) * columns);
    }
    await substitute(lower, size, solution, columns, products);
    return { damping, solution };
  });
}

/**
 * The upper triangular U with (A + λ I)⁻¹ = Uᵀ U, `[size, size]` with zeros below the diagonal (the factor that SparseGPT and GPTQ
 * go by; Frantar and Alistarh, 2023). A dead input has 1 on the diagonal of A. No inverse is computed on the way: the factor of A with
 * rows and columns in the opposite order, inverted and turned round, is that of the inverse.
 * @throws RangeError where a number of A is not finite
 */
export async function inverseUpperFactor(
  matrix: Float64Array,
  size: number,
  options: SolveOptions = {},
): Promise<Damped & { readonly factor: Float64Array }> {
  return withBlocks(size, options, async (products) => {
    const { damping, lower } = await dampedFactor(matrix, size, true, products, options);
    return { damping, factor: (await lowerInverse(lower, size, products)).reverse() };
  });
}

/** The runtime multiplies only where there is more than one block: starting it takes longer than a small matrix. */
async function withBlocks<T>(
  size: number,
  { threads }: SolveOptions,
  use: (products: Products | undefined) => Promise<T>,
): Promise<T> {
  return size <= blockWidth ? use(undefined) : withProducts(threads, use);
}

/** The first step where nothing was to be added, but must. */
const leastDamping = 1e-8;

/** L with A + λ I = L Lᵀ, for the first λ that makes this possible; for A with its rows and columns in the opposite order if `reversed`. */
async function dampedFactor(
  matrix: Float64Array,
  size: number,
  reversed: boolean,
  products: Products | undefined,
  { damping: first = 0.01, signal }: SolveOptions,
): Promise<Damped & { readonly lower: Float64Array }> {
  if (!matrix.every(Number.isFinite)) throw new RangeError('a matrix has numbers that are not finite');
  let mean = 0;
  for (let row = 0; row < size; row++) mean += matrix[row * size + row]! / size;
  for (let damping = first; ; damping = Math.max(leastDamping, 10 * damping)) {
    signal?.throwIfAborted();
    const lower = matrix.slice();
    for (let row = 0; row < size; row++) {
      const at = row * size + row;
      lower[at] = lower[at] === 0 ? 1 : lower[at]! + damping * mean;
    }
    // Symmetric matrices lie backwards when their elements do.
    if (reversed) lower.reverse();
    if (await cholesky(lower, size, products)) return { damping, lower };
  }
}
