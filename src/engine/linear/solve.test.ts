import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../test/fixtures/random.ts';
import { inverseUpperFactor, solveDamped } from './solve.ts';
import { range } from './testing/naiveRows.ts';

/** The Gram matrix of `rows` normal rows: of full rank where there are more of them than columns. */
function gram(size: number, rows: number, seed: number): Float64Array {
  const values = new Random(seed).normals(size * rows);
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += values[i * rows + row]! * values[j * rows + row]!;
      result[i * size + j] = result[j * size + i] = sum;
    }
  }
  return result;
}

function damped(matrix: Float64Array, size: number, damping: number): Float64Array {
  const mean = range(size).reduce((sum, i) => sum + matrix[i * size + i]! / size, 0);
  return matrix.map((value, index) => (index % (size + 1) === 0 ? (value === 0 ? 1 : value + damping * mean) : value));
}

/** Gauss-Jordan with row exchanges: another way to the same numbers. */
function eliminated(matrix: Float64Array, size: number, right: ArrayLike<number>, columns: number): number[][] {
  const rows = range(size).map((i) => [
    ...matrix.subarray(i * size, (i + 1) * size),
    ...range(columns).map((c) => right[i * columns + c]!),
  ]);
  for (let column = 0; column < size; column++) {
    const best = range(size - column)
      .map((i) => i + column)
      .reduce((one, other) => (Math.abs(rows[other]![column]!) > Math.abs(rows[one]![column]!) ? other : one));
    [rows[column], rows[best]] = [rows[best]!, rows[column]!];
    const pivot = rows[column]!;
    rows.forEach((row, index) => {
      if (index === column) return;
      const factor = row[column]! / pivot[column]!;
      for (let at = column; at < row.length; at++) row[at] = row[at]! - factor * pivot[at]!;
    });
  }
  return rows.map((row, index) => row.slice(size).map((value) => value / row[index]!));
}

function expectClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(wanted.length);
  const size = Math.max(...Array.from(wanted, Math.abs));
  let worst = 0;
  for (let i = 0; i < wanted.length; i++) worst = Math.max(worst, Math.abs(actual[i]! - wanted[i]!));
  expect(worst).toBeLessThan(tolerance * Math.max(size, 1e-300));
}

/** Uᵀ U (A + λ I), which is to be the identity. */
function identityOf(factor: Float64Array, matrix: Float64Array, size: number): number {
  const applied = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = i; k < size; k++) {
      const u = factor[i * size + k]!;
      for (let j = 0; j < size; j++) applied[i * size + j]! += u * matrix[k * size + j]!;
    }
  }
  let worst = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += factor[k * size + i]! * applied[k * size + j]!;
      worst = Math.max(worst, Math.abs(sum - (i === j ? 1 : 0)));
    }
  }
  return worst;
}

describe.each([1, 2, 17, 127, 128, 129, 300])('%i inputs', (size) => {
  const matrix = gram(size, size + 20, size);
  const whole = damped(matrix, size, 0.01);

  it('solves as elimination does', async () => {
    const right = Float64Array.from(new Random(7).normals(size * 3));
    const [before, given] = [matrix.slice(), right.slice()];
    const { solution, damping } = await solveDamped(matrix, size, right, 3, { threads: 1 });
    expect(damping).toBe(0.01);
    expectClose(solution, eliminated(whole, size, right, 3).flat(), 1e-11);
    expect(matrix).toEqual(before);
    expect(right).toEqual(given);
  });

  it('has the upper factor of the inverse', async () => {
    const { factor } = await inverseUpperFactor(matrix, size, { threads: 1 });
    for (const i of range(size)) for (const j of range(i)) if (factor[i * size + j] !== 0) expect.fail(`${i}, ${j}`);
    expect(range(size).every((i) => factor[i * size + i]! > 0)).toBe(true);
    expect(identityOf(factor, whole, size)).toBeLessThan(1e-10);
  });
});

it('solves what has a solution in closed form', async () => {
  // The second difference with fixed ends: a force in the middle gives a tent.
  const size = 199;
  const matrix = new Float64Array(size * size);
  for (const i of range(size)) {
    matrix[i * size + i] = 2;
    if (i > 0) matrix[i * size + i - 1] = -1;
    if (i < size - 1) matrix[i * size + i + 1] = -1;
  }
  const right = new Float64Array(size);
  right[99] = 1;
  const { solution, damping } = await solveDamped(matrix, size, right, 1, { damping: 0 });
  expect(damping).toBe(0);
  expectClose(
    solution,
    range(size).map((i) => Math.min(i + 1, size - i) / 2),
    1e-11,
  );
});

it('solves an ill-conditioned matrix with little damping', async () => {
  // Hilbert's matrix of 12 has a condition of 1.8e16.
  const size = 12;
  const matrix = Float64Array.from({ length: size * size }, (_, at) => 1 / (Math.floor(at / size) + (at % size) + 1));
  const right = Float64Array.from({ length: size }, (_, i) =>
    range(size).reduce((sum, j) => sum + matrix[i * size + j]!, 0),
  );
  const { solution, damping } = await solveDamped(matrix, size, right, 1, { damping: 1e-9 });
  expect(damping).toBe(1e-9);
  const back = range(size).map((i) => range(size).reduce((sum, j) => sum + matrix[i * size + j]! * solution[j]!, 0));
  expectClose(back, right, 1e-6);
});

it('damps a matrix without full rank as much as it needs', async () => {
  const size = 150;
  const matrix = gram(size, 20, 3);
  const right = Float64Array.from(range(size), (i) => matrix[i]!);
  const plain = await solveDamped(matrix, size, right, 1, { damping: 0 });
  expect(plain.damping).toBeGreaterThan(0);
  expect(plain.damping).toBeLessThan(1e-6);
  // The right side is a column of the matrix, so it is met in spite of the missing rank.
  const back = range(size).map((i) =>
    range(size).reduce((sum, j) => sum + matrix[i * size + j]! * plain.solution[j]!, 0),
  );
  expectClose(back, right, 1e-4);
  const indefinite = Float64Array.of(1, 3, 3, 1);
  const { damping } = await inverseUpperFactor(indefinite, 2, { damping: 0.05 });
  expect(damping).toBe(5);
});

it('gives dead inputs nothing', async () => {
  const size = 5;
  const matrix = gram(size, 9, 4);
  for (const i of range(size)) matrix[2 * size + i] = matrix[i * size + 2] = 0;
  const right = Float64Array.from({ length: 10 }, (_, i) => i + 1);
  const { solution } = await solveDamped(matrix, size, right, 2, { damping: 0.1 });
  const others = [0, 1, 3, 4];
  const mean = others.reduce((sum, i) => sum + matrix[i * size + i]! / size, 0);
  const small = Float64Array.from(
    others.flatMap((i) => others.map((j) => matrix[i * size + j]! + (i === j ? 0.1 * mean : 0))),
  );
  const wanted = eliminated(
    small,
    4,
    others.flatMap((i) => [right[2 * i]!, right[2 * i + 1]!]),
    2,
  );
  expectClose(solution, [...wanted.slice(0, 2), [0, 0], ...wanted.slice(2)].flat(), 1e-12);
  const { factor } = await inverseUpperFactor(matrix, size, { damping: 0.1 });
  expect(factor.slice(2 * size, 3 * size)).toEqual(Float64Array.of(0, 0, 1, 0, 0));
  const nothing = await solveDamped(new Float64Array(4), 2, Float64Array.of(1, 2), 1);
  expect(nothing.solution).toEqual(new Float64Array(2));
});

it('refuses what is not finite', async () => {
  await expect(solveDamped(Float64Array.of(1, NaN, NaN, 1), 2, new Float64Array(2), 1)).rejects.toThrow(RangeError);
});

it('solves any positive definite matrix', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 4 }), fc.integer());
  await fc.assert(
    fc.asyncProperty(sizes, async ([size, columns, seed]) => {
      const matrix = gram(size, size + 2, seed);
      const right = Float64Array.from(new Random(seed + 1).normals(size * columns));
      const { solution, damping } = await solveDamped(matrix, size, right, columns, { damping: 1e-3 });
      expectClose(solution, eliminated(damped(matrix, size, damping), size, right, columns).flat(), 1e-8);
      const { factor } = await inverseUpperFactor(matrix, size, { damping: 1e-3 });
      expect(identityOf(factor, damped(matrix, size, 1e-3), size)).toBeLessThan(1e-8);
    }),
    { numRuns: 50, seed: 1 },
  );
});
