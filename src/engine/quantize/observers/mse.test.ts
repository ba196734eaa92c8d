import { describe, expect, test } from 'vitest';
import { parametersFromRange, type QuantizedType, type Range } from '../scheme.ts';
import { quantizationError } from '../schemeTensor.ts';
import { Histogram } from './histogram.ts';
import { meanSquaredErrorRange } from './mse.ts';
import { distributionNames, sample } from './testing/distributions.ts';

function searchOn(data: Float32Array, type: QuantizedType, symmetric: boolean): Range {
  const histogram = new Histogram();
  histogram.add(data);
  return meanSquaredErrorRange(histogram.bins, histogram.range!, type, symmetric);
}

function errorOn(data: Float32Array, range: Range, type: QuantizedType, symmetric: boolean): number {
  const scheme = { symmetric };
  return quantizationError(data, parametersFromRange(range, type, scheme), { scheme });
}

/** The lowest error on the values themselves, over ranges in fine steps. */
function leastError(data: Float32Array, type: QuantizedType, symmetric: boolean): number {
  const sorted = data.toSorted();
  const [min, max] = [Math.min(0, sorted[0]!), Math.max(0, sorted.at(-1)!)];
  const parts = Array.from({ length: symmetric || min === 0 || max === 0 ? 150 : 25 }, (_, i) => i);
  const share = (i: number): number => (i + 1) / parts.length;
  let least = Infinity;
  for (const i of parts) {
    const lower = symmetric || min === 0 ? [i] : parts;
    for (const j of lower) {
      const range = { min: min * share(j), max: max * share(max === 0 ? j : i) };
      least = Math.min(least, errorOn(data, range, type, symmetric));
    }
  }
  return least;
}

describe('meanSquaredErrorRange', () => {
  const types: readonly (readonly [QuantizedType, boolean])[] = [
    ['uint8', false],
    ['int8', true],
    ['uint4', false],
    ['int4', true],
  ];

  test.each(distributionNames)('is as good on %s values as the best of all ranges', (name) => {
    const data = sample(name, 5000);
    for (const [type, symmetric] of types) {
      const found = errorOn(data, searchOn(data, type, symmetric), type, symmetric);
      expect(found, type).toBeLessThanOrEqual(leastError(data, type, symmetric) * 1.03);
    }
  });

  test('is as good with an outlier', () => {
    const data = sample('normal', 5000);
    data[0] = 50;
    for (const [type, symmetric] of types) {
      const found = errorOn(data, searchOn(data, type, symmetric), type, symmetric);
      expect(found, type).toBeLessThanOrEqual(leastError(data, type, symmetric) * 1.03);
    }
  });

  test('finds the known optimum for N(0, 1)', () => {
    // Banner et al. 2019, "Post training 4-bit quantization", table of optimal clipping: 2.55 σ and 3.92 σ.
    const data = sample('normal', 1_000_000);
    expect(searchOn(data, 'int4', true).max).toBeCloseTo(2.55, 1);
    expect(searchOn(data, 'int8', true).max).toBeCloseTo(3.92, 1);
  });

  test('leaves evenly spread values nearly whole', () => {
    const { min, max } = searchOn(sample('uniform', 100_000), 'uint8', false);
    expect(min).toBeLessThan(1e-3);
    expect(max).toBeGreaterThan(0.995);
  });

  test.each([
    ['zeros', [0, 0, 0]],
    ['denormals', [1e-40, -1e-40]],
  ])('keeps the range of %s', (_name, values) => {
    const data = Float32Array.from(values);
    expect(searchOn(data, 'uint8', false)).toEqual({ min: data.toSorted()[0], max: data.toSorted().at(-1) });
  });

  test.each([
    ['a constant', [5, 5, 5]],
    ['a negative constant', [-0.25]],
    ['huge values', [3e38, -3e38, 1]],
    ['tiny values', [1e-30, 2e-30, -1e-30]],
    ['values far from zero', [1000, 1001, 1002]],
  ])('represents %s to half a step', (_name, values) => {
    const data = Float32Array.from(values);
    for (const [type, symmetric] of types.slice(0, 2)) {
      const range = searchOn(data, type, symmetric);
      const { scale } = parametersFromRange(range, type, { symmetric });
      expect(Math.sqrt(errorOn(data, range, type, symmetric))).toBeLessThanOrEqual(scale * 0.51);
    }
  });
});
