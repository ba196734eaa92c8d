import { addScaled, dot, firstRows, type Matrix, matrix, rowOf } from './matrix.ts';
import type { Products } from './products.ts';

/** Rows that are made orthonormal in one go; those before them are taken out of them by products of matrices. */
const block = 48;
/** A row of which less than this share is left has lost its digits. */
const lost = 1e-10;

/**
 * Makes the rows of a matrix orthonormal, in place: block Gram–Schmidt, every projection made twice, after which the rows are
 * orthogonal to rounding (Giraud, Langou, Rozložník and van den Eshof, 2005). A row that depends on those before it is replaced by
 * a direction of `random`.
 * @param rows no more rows than columns
 * @param random normal numbers
 */
export async function orthonormalize(rows: Matrix, products: Products, random: () => number): Promise<void> {
  const { columns, values } = rows;
  for (let start = 0; start < rows.rows; start += block) {
    const count = Math.min(block, rows.rows - start);
    const part = matrix(count, columns, values.subarray(start * columns, (start + count) * columns));
    // So that a row that nearly depends on others is known by what is left of it.
    for (let index = 0; index < count; index++) normalize(rowOf(part, index));
    if (start > 0) {
      const before = firstRows(rows, start);
      for (let time = 0; time < 2; time++) {
        const along = await products.times(await products.timesTransposed(part, before), before);
        addScaled(part.values, -1, along.values);
      }
    }
    for (let index = start; index < start + count; index++) orthonormalizeRow(rows, index, start, random);
  }
}

/** @param from the first row that it may not be orthogonal to yet */
function orthonormalizeRow(rows: Matrix, index: number, from: number, random: () => number): void {
  const row = rowOf(rows, index);
  let known = from;
  for (;;) {
    for (let time = 0; time < 2; time++) {
      for (let other = known; other < index; other++) {
        const direction = rowOf(rows, other);
        addScaled(row, -dot(direction, row), direction);
      }
    }
    if (normalize(row) > lost) break;
    for (let column = 0; column < row.length; column++) row[column] = random();
    normalize(row);
    known = 0;
  }
}

/** Gives a vector the length 1, and the length it had. */
function normalize(row: Float64Array): number {
  let largest = 0;
  for (const each of row) largest = Math.max(largest, Math.abs(each));
  if (largest === 0) return 0;
  for (let index = 0; index < row.length; index++) row[index] = row[index]! / largest;
  const length = Math.sqrt(dot(row, row));
  for (let index = 0; index < row.length; index++) row[index] = row[index]! / length;
  return length * largest;
}
