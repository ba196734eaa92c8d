import { matrix } from './matrix.ts';
import type { Products } from './products.ts';

/** Columns that are factorized at once here; what they take from those before them is a product that the runtime computes. */
export const blockWidth = 128;

/** A pivot that is smaller than this share of what was on the diagonal is nothing but rounding. */
const smallestPivot = 1e-13;

/**
 * The lower triangular L with A = L Lᵀ, in the place of the lower triangle of A, `[size, size]`; what is above the diagonal is not
 * looked at. In blocks of columns, each when all before it are done (the left-looking form of Golub and Van Loan, Matrix
 * Computations, 4.2).
 * @param products needed for a matrix of more than one block
 * @returns whether the matrix is positive definite; it is spoilt where it is not
 */
export async function cholesky(a: Float64Array, size: number, products: Products | undefined): Promise<boolean> {
  const diagonal = Float64Array.from({ length: size }, (_, index) => a[index * size + index]!);
  for (let from = 0; from < size; from += blockWidth) {
    const to = Math.min(size, from + blockWidth);
    if (from > 0 && products !== undefined) await takeFromPanel(a, size, from, to, products);
    if (!factorizePanel(a, size, from, to, diagonal)) return false;
  }
  return true;
}

/** Columns `from` to `to`, from the diagonal down, without what the columns before them make of them. */
async function takeFromPanel(
  a: Float64Array,
  size: number,
  from: number,
  to: number,
  products: Products,
): Promise<void> {
  const before = matrix(size - from, from, cutOut(a, size, from, size, 0, from));
  const own = matrix(to - from, from, before.values.subarray(0, (to - from) * from));
  const { values } = await products.timesTransposed(before, own);
  const width = to - from;
  for (let row = from; row < size; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * size + from + column;
      a[at] = a[at]! - values[(row - from) * width + column]!;
    }
  }
}

/** Columns `from` to `to` of the factor. Says whether all pivots are positive. */
function factorizePanel(a: Float64Array, size: number, from: number, to: number, diagonal: Float64Array): boolean {
  for (let row = from; row < size; row++) {
    const own = row * size;
    for (let column = from; column < Math.min(row, to); column++) {
      a[own + column] = rest(a, own, column * size, from, column) / a[column * size + column]!;
    }
    if (row >= to) continue;
    const pivot = rest(a, own, own, from, row);
    // Also false for NaN.
    if (!(pivot > smallestPivot * diagonal[row]!)) return false;
    a[own + row] = Math.sqrt(pivot);
  }
  return true;
}

/** The element in column `to` of the first row, without the product of both rows over the columns `from` to `to`. */
function rest(a: Float64Array, row: number, other: number, from: number, to: number): number {
  let value = a[row + to]!;
  for (let column = from; column < to; column++) value -= a[row + column]! * a[other + column]!;
  return value;
}

/** Part of a square matrix as one of its own. */
export function cutOut(
  a: Float64Array,
  size: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
): Float64Array {
  const part = new Float64Array((bottom - top) * (right - left));
  for (let row = top; row < bottom; row++) {
    part.set(a.subarray(row * size + left, row * size + right), (row - top) * (right - left));
  }
  return part;
}
