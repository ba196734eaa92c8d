import { blockWidth, cutOut } from './cholesky.ts';
import { matrix, transposed } from './matrix.ts';
import type { Products } from './products.ts';

/**
 * Solves L Lᵀ X = B in the place of B, `[size, columns]`, by substitution block by block.
 * @param lower L, `[size, size]`; what is above the diagonal is not looked at
 * @param products needed for a matrix of more than one block
 */
export async function substitute(
  lower: Float64Array,
  size: number,
  right: Float64Array,
  columns: number,
  products: Products | undefined,
): Promise<void> {
  const rows = (from: number, to: number): Float64Array => right.subarray(from * columns, to * columns);
  for (let from = 0; from < size; from += blockWidth) {
    const to = Math.min(size, from + blockWidth);
    if (from > 0 && products !== undefined) {
      const factor = matrix(to - from, from, cutOut(lower, size, from, to, 0, from));
      subtract(rows(from, to), (await products.times(factor, matrix(from, columns, rows(0, from)))).values);
    }
    forward(lower, size, from, to, rows(from, to), columns);
  }
  for (let from = blockWidth * Math.floor((size - 1) / blockWidth); from >= 0; from -= blockWidth) {
    const to = Math.min(size, from + blockWidth);
    if (to < size && products !== undefined) {
      const factor = transposed(matrix(size - to, to - from, cutOut(lower, size, to, size, from, to)));
      subtract(rows(from, to), (await products.times(factor, matrix(size - to, columns, rows(to, size)))).values);
    }
    backward(lower, size, from, to, rows(from, to), columns);
  }
}

/** The inverse of a lower triangular matrix, `[size, size]` with zeros above the diagonal. */
export async function lowerInverse(
  lower: Float64Array,
  size: number,
  products: Products | undefined,
): Promise<Float64Array> {
  const inverse = new Float64Array(size * size);
  for (let from = 0; from < size; from += blockWidth) {
    const to = Math.min(size, from + blockWidth);
    const width = to - from;
    // Identity on the diagonal, and before it what the rows above make of it.
    const block = new Float64Array(width * to);
    for (let row = 0; row < width; row++) block[row * to + from + row] = 1;
    if (from > 0 && products !== undefined) {
      const factor = matrix(width, from, cutOut(lower, size, from, to, 0, from));
      const { values } = await products.times(factor, matrix(from, from, cutOut(inverse, size, 0, from, 0, from)));
      for (let row = 0; row < width; row++) {
        for (let column = 0; column < from; column++) block[row * to + column] = -values[row * from + column]!;
      }
    }
    forward(lower, size, from, to, block, to);
    for (let row = 0; row < width; row++) {
      inverse.set(block.subarray(row * to, (row + 1) * to), (from + row) * size);
    }
  }
  return inverse;
}

/** Solves with the block of L on the diagonal, rows and columns `from` to `to`. */
function forward(
  lower: Float64Array,
  size: number,
  from: number,
  to: number,
  right: Float64Array,
  columns: number,
): void {
  for (let row = from; row < to; row++) {
    const own = right.subarray((row - from) * columns, (row - from + 1) * columns);
    for (let other = from; other < row; other++) {
      takeAway(own, lower[row * size + other]!, right, (other - from) * columns);
    }
    divide(own, lower[row * size + row]!);
  }
}

/** The same with that block transposed. */
function backward(
  lower: Float64Array,
  size: number,
  from: number,
  to: number,
  right: Float64Array,
  columns: number,
): void {
  for (let row = to - 1; row >= from; row--) {
    const own = right.subarray((row - from) * columns, (row - from + 1) * columns);
    for (let other = row + 1; other < to; other++) {
      takeAway(own, lower[other * size + row]!, right, (other - from) * columns);
    }
    divide(own, lower[row * size + row]!);
  }
}

function takeAway(from: Float64Array, factor: number, values: Float64Array, start: number): void {
  if (factor === 0) return;
  for (let index = 0; index < from.length; index++) from[index] = from[index]! - factor * values[start + index]!;
}

function divide(values: Float64Array, by: number): void {
  for (let index = 0; index < values.length; index++) values[index] = values[index]! / by;
}

function subtract(from: Float64Array, values: Float64Array): void {
  for (let index = 0; index < from.length; index++) from[index] = from[index]! - values[index]!;
}
