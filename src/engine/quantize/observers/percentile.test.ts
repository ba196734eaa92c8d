import { describe, expect, test } from 'vitest';
import type { Range } from '../scheme.ts';
import { Histogram } from './histogram.ts';
import { percentileRange } from './percentile.ts';
import { distributionNames, sample } from './testing/distributions.ts';

function percentileOf(data: Float32Array, percentile: number, symmetric: boolean): Range & { readonly width: number } {
  const histogram = new Histogram();
  histogram.add(data);
  const { bins } = histogram;
  return { ...percentileRange(bins, histogram.range!, percentile, symmetric), width: bins.width };
}

/** The value below which a share of the sorted values lies, which is between two of them. */
function between(sorted: Float32Array, share: number): readonly [number, number] {
  const position = share * sorted.length;
  return [sorted[Math.max(0, Math.ceil(position) - 1)]!, sorted[Math.min(sorted.length - 1, Math.floor(position))]!];
}

describe('percentileRange', () => {
  const cases = distributionNames.flatMap((name) =>
    [99.999, 99.9, 99, 80].map((percentile) => [name, percentile] as const),
  );

  test.each(cases)('of %s values is that of the sorted values, %d %%', (name, percentile) => {
    const data = sample(name, 50_000);
    const sorted = data.toSorted();
    const tail = (1 - percentile / 100) / 2;
    const { min, max, width } = percentileOf(data, percentile, false);
    const [lowest, low] = between(sorted, tail);
    const [high, highest] = between(sorted, 1 - tail);
    expect(min).toBeGreaterThanOrEqual(lowest - width);
    expect(min).toBeLessThanOrEqual(low + width);
    expect(max).toBeGreaterThanOrEqual(high - width);
    expect(max).toBeLessThanOrEqual(highest + width);
  });

  test.each(cases)('of %s magnitudes, if symmetric, %d %%', (name, percentile) => {
    const data = sample(name, 50_000);
    const sorted = data.map(Math.abs).toSorted();
    const { min, max, width } = percentileOf(data, percentile, true);
    const [high, highest] = between(sorted, percentile / 100);
    const threshold = Math.max(-min, max);
    expect(threshold).toBeGreaterThanOrEqual(high - width);
    expect(threshold).toBeLessThanOrEqual(highest + width);
  });

  test('cuts both sides', () => {
    const data = sample('normal', 1_000_000);
    // 0.5 % and 99.5 % quantiles of the standard normal distribution.
    const range = percentileOf(data, 99, false);
    expect(range.min).toBeCloseTo(-2.5758, 1);
    expect(range.max).toBeCloseTo(2.5758, 1);
    // 99 % of the magnitudes, and so the same.
    expect(percentileOf(data, 99, true).max).toBeCloseTo(2.5758, 1);
  });

  test('of 100 is all that was seen', () => {
    const data = sample('laplace', 10_000);
    const sorted = data.toSorted();
    for (const symmetric of [false, true]) {
      expect(percentileOf(data, 100, symmetric)).toMatchObject({ min: sorted[0], max: sorted.at(-1) });
    }
  });

  test('places a cut inside a bin', () => {
    // All in one bin but for its ends: the cut is where the bin has given up its share.
    const bins = { width: 1, first: 0, counts: Float64Array.of(0, 1000, 1000) };
    expect(percentileRange(bins, { min: 0, max: 2 }, 90, false)).toEqual({
      min: expect.closeTo(0.1, 12) as number,
      max: expect.closeTo(1.9, 12) as number,
    });
    expect(percentileRange(bins, { min: 0, max: 2 }, 60, true).max).toBeCloseTo(1.2, 12);
  });

  test.each([
    ['zeros', [0, 0, 0]],
    ['a constant', [5, 5, 5]],
    ['two values', [-1, 1e-40]],
    ['neighbours', [1000, 1000.0001]],
  ])('stays within the range seen of %s', (_name, values) => {
    const data = Float32Array.from(values);
    const sorted = data.toSorted();
    for (const symmetric of [false, true]) {
      const { min, max } = percentileOf(data, 99.999, symmetric);
      expect(min).toBeGreaterThanOrEqual(sorted[0]!);
      expect(max).toBeLessThanOrEqual(sorted.at(-1)!);
      expect(min).toBeLessThanOrEqual(max);
    }
  });

  test.each([50, 0, -1, 100.1, NaN])('refuses %d', (percentile) => {
    expect(() => percentileOf(Float32Array.of(1), percentile, false)).toThrow(RangeError);
  });
});
