import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Random } from '../../../../test/fixtures/random.ts';
import { matrix } from '../../linear/matrix.ts';
import { withProducts } from '../../linear/products.ts';
import { range } from '../../linear/testing/naiveRows.ts';
import { leastSquares, type RefitMoments } from './leastSquares.ts';

interface Rows {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
}

/** Rows of inputs away from 0, and outputs that depend on them and on something else. */
function rowsOf(count: number, inputs: number, outputs: number, seed: number): Rows {
  const random = new Random(seed);
  const map = range(outputs).map(() => range(inputs).map(() => random.normal()));
  const x = range(count).map(() => range(inputs).map((i) => random.normal() + i));
  const y = x.map((row) => map.map((line) => line.reduce((sum, w, i) => sum + w * row[i]!, 3 + 0.5 * random.normal())));
  return { x, y };
}

function momentsOf({ x, y }: Rows): RefitMoments {
  const sum = (of: (row: number) => number): number => x.reduce((total, _, row) => total + of(row), 0);
  const [inputs, outputs] = [range(x[0]!.length), range(y[0]!.length)];
  return {
    rows: x.length,
    gram: Float64Array.from(inputs.flatMap((i) => inputs.map((j) => sum((r) => x[r]![i]! * x[r]![j]!)))),
    cross: Float64Array.from(inputs.flatMap((i) => outputs.map((o) => sum((r) => x[r]![i]! * y[r]![o]!)))),
    sums: Float64Array.from(inputs, (i) => sum((r) => x[r]![i]!)),
    outputSums: Float64Array.from(outputs, (o) => sum((r) => y[r]![o]!)),
    outputSquares: Float64Array.from(outputs, (o) => sum((r) => y[r]![o]! ** 2)),
  };
}

function residuals({ x, y }: Rows, weights: ArrayLike<number>, bias: ArrayLike<number>): number[][] {
  return x.map((row, r) =>
    y[r]!.map(
      (wanted, o) => wanted - bias[o]! - row.reduce((sum, value, i) => sum + weights[o * row.length + i]! * value, 0),
    ),
  );
}

const energy = (values: readonly (readonly number[])[]): number =>
  values.flat().reduce((sum, value) => sum + value ** 2, 0);

it.each([true, false])('leaves residuals that have nothing to do with the inputs (bias: %s)', async (withBias) => {
  await withProducts(1, (products) =>
    fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 6 }), async (seed, inputs) => {
        const rows = rowsOf(60, inputs, 3, seed);
        const old = matrix(3, inputs, Float64Array.from(new Random(seed + 1).normals(3 * inputs)));
        const fitted = await leastSquares(momentsOf(rows), old, products, { withBias, damping: 1e-12 });
        const rest = residuals(rows, fitted.weights.values, fitted.bias ?? [0, 0, 0]);
        const size = Math.sqrt(energy(rows.x) * energy(rows.y));
        for (const o of range(3)) {
          for (const i of range(inputs)) {
            const product = rest.reduce((sum, row, r) => sum + row[o]! * rows.x[r]![i]!, 0);
            expect(Math.abs(product)).toBeLessThan(1e-7 * size);
          }
          if (withBias) expect(Math.abs(rest.reduce((sum, row) => sum + row[o]!, 0))).toBeLessThan(1e-7 * size);
        }
      }),
      { numRuns: 20, seed: 2 },
    ),
  );
});

it('says how large the error is, before and after', async () => {
  const rows = rowsOf(80, 5, 2, 3);
  const old = matrix(2, 5, Float64Array.from(new Random(9).normals(10)));
  await withProducts(1, async (products) => {
    const fitted = await leastSquares(momentsOf(rows), old, products, { withBias: true, damping: 0.3 });
    const means = range(2).map((o) => rows.y.reduce((sum, row) => sum + row[o]!, 0) / rows.y.length);
    const whole = energy(rows.y.map((row) => row.map((value, o) => value - means[o]!)));
    const without = residuals(rows, old.values, [0, 0]);
    const offset = range(2).map((o) => without.reduce((sum, row) => sum + row[o]!, 0) / without.length);
    expect(fitted.errorBefore).toBeCloseTo(energy(residuals(rows, old.values, offset)) / whole, 8);
    expect(fitted.errorAfter).toBeCloseTo(energy(residuals(rows, fitted.weights.values, fitted.bias!)) / whole, 8);
    expect(fitted.errorAfter).toBeLessThan(fitted.errorBefore);
  });
});

it('leaves weights as they are of which the rows say nothing', async () => {
  const { x, y } = rowsOf(40, 3, 2, 5);
  const rows = { x: x.map(([first, , last]) => [first!, 7, last!]), y };
  const old = matrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));
  await withProducts(1, async (products) => {
    const { weights } = await leastSquares(momentsOf(rows), old, products, { withBias: true });
    expect([weights.values[1], weights.values[4]]).toEqual([2, 5]);
    expect(weights.values[0]).not.toBe(1);
  });
});
