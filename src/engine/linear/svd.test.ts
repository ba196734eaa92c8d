import { describe, expect, it } from 'vitest';
import { normalNumbers, seededRandom } from '../data/random.ts';
import { firstRows, type Matrix, matrix, rowOf, transposed } from './matrix.ts';
import { type Products, withProducts } from './products.ts';
import { type Svd, svd } from './svd.ts';

const seed = 1;

function withTools<T>(use: (products: Products) => Promise<T>): Promise<T> {
  return withProducts(1, use);
}

function randomMatrix(rows: number, columns: number, key = rows * 1000 + columns): Matrix {
  return matrix(rows, columns, Float64Array.from({ length: rows * columns }, normalNumbers(seededRandom(key))));
}

/** A product of matrices by its definition. */
function times(a: Matrix, b: Matrix): Matrix {
  const made = matrix(a.rows, b.columns);
  for (let row = 0; row < a.rows; row++) {
    for (let inner = 0; inner < a.columns; inner++) {
      for (let column = 0; column < b.columns; column++) {
        made.values[row * b.columns + column]! +=
          a.values[row * a.columns + inner]! * b.values[inner * b.columns + column]!;
      }
    }
  }
  return made;
}

function scaledLeft({ values, left }: Svd, rank: number): Matrix {
  const scaled = transposed(firstRows(left, rank));
  for (let row = 0; row < scaled.rows; row++) {
    for (let column = 0; column < rank; column++) scaled.values[row * rank + column]! *= values[column]!;
  }
  return scaled;
}

const largest = (values: Float64Array): number => values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);

function difference(a: Matrix, b: Matrix): Float64Array {
  return a.values.map((value, index) => value - b.values[index]!);
}

function slant(rows: Matrix): number {
  const overlap = times(rows, transposed(rows));
  for (let index = 0; index < rows.rows; index++) overlap.values[index * (rows.rows + 1)]! -= 1;
  return largest(overlap.values);
}

/** Orthonormal rows. */
async function orthonormalRows(rows: number, columns: number, key: number, products: Products): Promise<Matrix> {
  return (await svd(randomMatrix(rows, columns, key), { products, seed })).right;
}

/** A matrix with these singular values. */
async function withSingularValues(values: readonly number[], rows: number, columns: number, products: Products) {
  const left = await orthonormalRows(values.length, rows, 7, products);
  const right = await orthonormalRows(values.length, columns, 8, products);
  return times(scaledLeft({ values: Float64Array.from(values), left, right }, values.length), right);
}

describe('singular value decomposition', () => {
  for (const [rows, columns] of [
    [1, 1],
    [1, 9],
    [9, 1],
    [5, 5],
    [7, 40],
    [40, 7],
    [60, 60],
  ] as const) {
    it(`gives orthonormal vectors that make up the matrix again (${rows}×${columns})`, async () => {
      await withTools(async (products) => {
        const a = randomMatrix(rows, columns);
        const found = await svd(a, { products, seed });
        const rank = Math.min(rows, columns);
        expect([found.values.length, found.left.rows, found.right.rows]).toEqual([rank, rank, rank]);
        expect([found.left.columns, found.right.columns]).toEqual([rows, columns]);
        expect(slant(found.left)).toBeLessThan(1e-13);
        expect(slant(found.right)).toBeLessThan(1e-13);
        expect(largest(difference(times(scaledLeft(found, rank), found.right), a))).toBeLessThan(
          1e-13 * found.values[0]!,
        );
        expect(found.values).toEqual(found.values.toSorted((one, other) => other - one));
      });
    });
  }

  it('has the closed form of two by two', async () => {
    await withTools(async (products) => {
      for (const [a, b, c, d] of [
        [1, 2, 3, 4],
        [3, 0, 4, 5],
        [1, 1, 1, 1],
        [-2, 7, 0.5, 1e-3],
      ] as const) {
        const { values } = await svd(matrix(2, 2, Float64Array.of(a, b, c, d)), { products, seed });
        const half = (a * a + b * b + c * c + d * d) / 2;
        const root = Math.sqrt(Math.max(0, half * half - (a * d - b * c) ** 2));
        expect(values[0]).toBeCloseTo(Math.sqrt(half + root), 12);
        expect(values[0]! * values[1]!).toBeCloseTo(Math.abs(a * d - b * c), 12);
      }
    });
  });

  it('has the closed form of the triangle of ones', async () => {
    await withTools(async (products) => {
      const size = 24;
      const ones = matrix(size, size);
      for (let row = 0; row < size; row++) rowOf(ones, row).fill(1, 0, row + 1);
      const { values } = await svd(ones, { products, seed });
      values.forEach((value, k) => {
        expect(value).toBeCloseTo(1 / (2 * Math.sin(((2 * k + 1) * Math.PI) / (4 * size + 2))), 11);
      });
    });
  });

  it('finds small singular values that their squares would have lost', async () => {
    await withTools(async (products) => {
      const values = Array.from({ length: 12 }, (_, index) => 10 ** -index);
      const found = await svd(await withSingularValues(values, 30, 20, products), { products, seed });
      values.forEach((value, index) => expect(Math.abs(found.values[index]! - value)).toBeLessThan(1e-14));
      expect(slant(found.left)).toBeLessThan(1e-13);
    });
  });

  it('completes the vectors of a matrix of lower rank, or of none', async () => {
    await withTools(async (products) => {
      for (const a of [await withSingularValues([5, 2, 2], 9, 7, products), matrix(4, 6)]) {
        const found = await svd(a, { products, seed });
        expect(slant(found.left)).toBeLessThan(1e-13);
        expect(slant(found.right)).toBeLessThan(1e-13);
        const rank = Math.min(a.rows, a.columns);
        expect(largest(difference(times(scaledLeft(found, rank), found.right), a))).toBeLessThan(1e-13);
      }
    });
  });

  for (const [rows, columns] of [
    [300, 264],
    [264, 300],
  ] as const) {
    it(`finds the leading ones of a large matrix alone (${rows}×${columns})`, async () => {
      await withTools(async (products) => {
        const values = Array.from({ length: 264 }, (_, index) => 1 / (1 + index));
        const a = await withSingularValues(values, rows, columns, products);
        const rank = 40;
        const found = await svd(a, { products, seed, rank });
        expect([found.values.length, found.left.rows, found.right.rows]).toEqual([rank, rank, rank]);
        expect(slant(found.left)).toBeLessThan(1e-12);
        expect(slant(found.right)).toBeLessThan(1e-12);
        for (let index = 0; index < 20; index++) expect(found.values[index]! / values[index]!).toBeCloseTo(1, 6);
        const left = difference(times(scaledLeft(found, rank), found.right), a);
        const error = Math.sqrt(left.reduce((sum, each) => sum + each * each, 0));
        // What any matrix of this rank leaves (Eckart and Young, 1936).
        const least = Math.sqrt(values.slice(rank).reduce((sum, each) => sum + each * each, 0));
        expect(error).toBeGreaterThanOrEqual(least * (1 - 1e-9));
        expect(error).toBeLessThan(least * (1 + 1e-4));
      });
    });
  }

  it('gives the same for the same seed', async () => {
    await withTools(async (products) => {
      const a = randomMatrix(300, 280);
      const first = await svd(a, { products, seed, rank: 10 });
      const second = await svd(a, { products, seed, rank: 10 });
      expect(second).toEqual(first);
    });
  });
});
