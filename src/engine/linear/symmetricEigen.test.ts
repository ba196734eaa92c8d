import { describe, expect, it } from 'vitest';
import { normalNumbers, seededRandom } from '../data/random.ts';
import { type Matrix, matrix } from './matrix.ts';
import { symmetricEigen } from './symmetricEigen.ts';

function symmetric(size: number, element: (row: number, column: number) => number): Matrix {
  const made = matrix(size, size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      made.values[row * size + column] = made.values[column * size + row] = element(row, column);
    }
  }
  return made;
}

/** Largest elements of A v − λ v and of V Vᵀ − I. */
function errors(a: Matrix): { readonly residual: number; readonly orthogonality: number } {
  const size = a.rows;
  const { values, vectors } = symmetricEigen(a);
  let [residual, orthogonality] = [0, 0];
  for (let k = 0; k < size; k++) {
    for (let row = 0; row < size; row++) {
      let [image, overlap] = [0, 0];
      for (let column = 0; column < size; column++) {
        image += a.values[row * size + column]! * vectors.values[k * size + column]!;
        overlap += vectors.values[row * size + column]! * vectors.values[k * size + column]!;
      }
      residual = Math.max(residual, Math.abs(image - values[k]! * vectors.values[k * size + row]!));
      orthogonality = Math.max(orthogonality, Math.abs(overlap - (row === k ? 1 : 0)));
    }
  }
  return { residual, orthogonality };
}

describe('eigenvalues of symmetric matrices', () => {
  for (const size of [1, 2, 3, 5, 16, 60]) {
    it(`fit their vectors, which are orthonormal (${size})`, () => {
      const random = normalNumbers(seededRandom(size));
      const { residual, orthogonality } = errors(symmetric(size, random));
      expect(residual).toBeLessThan(1e-13 * size);
      expect(orthogonality).toBeLessThan(1e-13);
    });
  }

  it('are 2 − 2 cos(k π / (n + 1)) for the second difference', () => {
    const size = 40;
    const difference = symmetric(size, (row, column) => (row === column ? 2 : row - column === 1 ? -1 : 0));
    const expected = Array.from({ length: size }, (_, k) => 2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)));
    symmetricEigen(difference).values.forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 13));
  });

  it('are equal for multiples of the identity, zero for nothing, and one for a single direction', () => {
    expect(Array.from(symmetricEigen(symmetric(4, (row, column) => (row === column ? 3 : 0))).values)).toEqual([
      3, 3, 3, 3,
    ]);
    expect(Array.from(symmetricEigen(matrix(3, 3)).values)).toEqual([0, 0, 0]);
    const { values } = symmetricEigen(symmetric(20, () => 1));
    expect(values[0]).toBeCloseTo(20, 12);
    for (const value of values.subarray(1)) expect(Math.abs(value)).toBeLessThan(1e-13);
  });

  it('settle where most of them are zero but for rounding', () => {
    const [size, rank] = [120, 7];
    const random = normalNumbers(seededRandom(9));
    const factor = Array.from({ length: size }, () => Array.from({ length: rank }, random));
    const a = symmetric(size, (row, column) =>
      factor[row]!.reduce((sum, each, k) => sum + each * factor[column]![k]!, 0),
    );
    const { residual, orthogonality } = errors(a);
    expect(residual).toBeLessThan(1e-11);
    expect(orthogonality).toBeLessThan(1e-13);
    for (const value of symmetricEigen(a).values.subarray(rank)) expect(Math.abs(value)).toBeLessThan(1e-12);
  });

  it('keep to the scale of a matrix, however large or small', () => {
    for (const scale of [1e-150, 1e-12, 1e12, 1e150]) {
      const random = normalNumbers(seededRandom(5));
      const { residual, orthogonality } = errors(symmetric(12, () => scale * random()));
      expect(residual / scale).toBeLessThan(1e-12);
      expect(orthogonality).toBeLessThan(1e-13);
    }
  });

  it('do not exist for a matrix that is not finite', () => {
    expect(() => symmetricEigen(matrix(2, 2, Float64Array.of(1, 0, 0, Number.NaN)))).toThrow(RangeError);
  });
});
