import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_BINS, binOf, lastBin, widthFor, type Bins } from './bins.ts';
import { counters } from './counters.ts';
import { Histogram } from './histogram.ts';
import { distributionNames, sample } from './testing/distributions.ts';

function histogramOf(...batches: readonly Float32Array[]): Histogram {
  const histogram = new Histogram();
  for (const batch of batches) histogram.add(batch);
  return histogram;
}

/** As `toEqual`, but fast. */
function expectEqualCounts(counts: Float64Array, expected: Float64Array): void {
  expect(counts.length).toBe(expected.length);
  expect(counts.findIndex((count, bin) => count !== expected[bin])).toBe(-1);
}

function expectEqualBins(bins: Bins, expected: Bins): void {
  expectEqualCounts(bins.counts, expected.counts);
  expect(bins.first).toBe(expected.first);
  expect(bins.width).toBe(expected.width);
}

/** Counts value by value in bins that were fixed beforehand. */
function expectCountsOf(histogram: Histogram, data: Float32Array): void {
  const finite = data.filter((value) => Number.isFinite(value));
  const { width, first, counts } = histogram.bins;
  const expected = new Float64Array(counts.length);
  for (const value of finite) expected[binOf(value, width) - first]!++;
  expectEqualCounts(counts, expected);
  const sorted = finite.toSorted();
  expect(histogram.range).toEqual(finite.length === 0 ? null : { min: sorted[0]! + 0, max: sorted.at(-1)! + 0 });
  expect(width).toBe(widthFor(sorted[0] ?? 0, sorted.at(-1) ?? 0));
  expect(histogram.nan).toBe(data.filter((value) => Number.isNaN(value)).length);
  expect(histogram.infinite).toBe(data.length - finite.length - histogram.nan);
}

function split(data: Float32Array, parts: number): Float32Array[] {
  const length = Math.ceil(data.length / parts);
  return Array.from({ length: parts }, (_, i) => data.subarray(i * length, (i + 1) * length));
}

describe('Histogram', () => {
  test.each(distributionNames)('counts %s values', (name) => {
    const data = sample(name, 50_001);
    expectCountsOf(histogramOf(data), data);
  });

  test.each([2, 3, 17, 500])('is the same whether values come at once, in %d batches or backwards', (parts) => {
    const data = sample('laplace', 100_000);
    const whole = histogramOf(data);
    const batches = split(data, parts);
    for (const other of [
      histogramOf(...batches),
      histogramOf(...batches.toReversed()),
      histogramOf(data.toReversed()),
    ]) {
      expectEqualBins(other.bins, whole.bins);
      expect(other.range).toEqual(whole.range);
    }
  });

  test('does not depend on order or batches for any values', () => {
    const values = fc.float32Array({ maxLength: 60 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), (batches) => {
        const all = Float32Array.from(batches.flatMap((batch) => [...batch]));
        expectCountsOf(histogramOf(...batches), all);
        expectEqualBins(histogramOf(...batches.toReversed()).bins, histogramOf(all).bins);
      }),
      { numRuns: 300 },
    );
  });

  test('widens from batch to batch to the bins it would have had from the beginning', () => {
    const batches = [1, 1e-3, 70, 1e-30, 4, 1e6].map((scale, i) => sample('normal', 20_000, i).map((x) => x * scale));
    const all = Float32Array.from(batches.flatMap((batch) => [...batch]));
    const stepwise = histogramOf(...batches);
    const prepared = new Histogram();
    prepared.widen(stepwise.range!);
    prepared.add(all);
    expectEqualBins(stepwise.bins, prepared.bins);
    expectCountsOf(stepwise, all);
  });

  test('handles extremes that appear within a long batch, one after the other', () => {
    const growing = Float32Array.from({ length: 40_000 }, (_, i) => (i % 3 === 0 ? -1 : 1) * 1.0005 ** i);
    expectCountsOf(histogramOf(growing), growing);
  });

  test.each([
    ['zeros', 0],
    ['minus zeros', -0],
    ['a positive constant', 5],
    ['a negative constant', -0.1],
    ['the smallest denormal', 2 ** -149],
    ['denormals', 1e-40],
    ['huge values', -1e38],
    ['the largest value', 3.4028234663852886e38],
  ])('counts a tensor of %s', (_name, value) => {
    for (const length of [10, 30_000]) {
      const data = new Float32Array(length).fill(value);
      expectCountsOf(histogramOf(data), data);
      expectCountsOf(histogramOf(data, data), Float32Array.from([...data, ...data]));
    }
  });

  test('covers all of float32', () => {
    const data = Float32Array.of(3.4028234663852886e38, -3.4028234663852886e38, 2 ** -149, 0, 1);
    expectCountsOf(histogramOf(data), data);
  });

  test('counts NaN and infinities apart, in short batches and in long ones', () => {
    for (const length of [50, 60_000]) {
      const data = sample('hardSwish', length);
      for (let i = 3; i < length; i += 7) data[i] = [NaN, Infinity, -Infinity][i % 3]!;
      expectCountsOf(histogramOf(data), data);
    }
    const nothing = histogramOf(new Float32Array(20_000).fill(NaN));
    expect(nothing.range).toBeNull();
    expect(nothing.nan).toBe(20_000);
    expect(nothing.bins.counts.every((count) => count === 0)).toBe(true);
  });

  test('adds a batch to counts beyond 32 bits', () => {
    const counts = Float64Array.of(0, 2 ** 32 - 1, 2 ** 40);
    const data = new Float32Array(16).fill(1).fill(2, 8);
    expect(counters.countWithin(data, 0, 16, 1, 2, 1)).toBe(16);
    counters.moveTo({ width: 1, first: 0, counts });
    expect(counts).toEqual(Float64Array.of(0, 2 ** 32 + 7, 2 ** 40 + 8));
    counters.moveTo({ width: 1, first: 0, counts });
    expect(counts).toEqual(Float64Array.of(0, 2 ** 32 + 7, 2 ** 40 + 8));
  });

  test('has 2,048 bins or more on the longer side of zero, and never more than 8,192', () => {
    for (const [min, max] of [
      [0, 1],
      [-1, 1],
      [-50, 3],
      [99, 100],
      [-1e-20, 1e20],
    ] as const) {
      const { first, counts } = histogramOf(Float32Array.of(min, max)).bins;
      expect(Math.max(-first, counts.length + first)).toBeGreaterThanOrEqual(2048);
      expect(counts.length).toBeLessThanOrEqual(MOST_BINS);
    }
  });

  test('ignores bounds that are not finite when told what to expect', () => {
    const histogram = new Histogram();
    histogram.widen({ min: NaN, max: Infinity });
    const data = sample('normal', 1000);
    histogram.add(data);
    expectCountsOf(histogram, data);
  });

  test('hands out copies', () => {
    const histogram = histogramOf(Float32Array.of(1, 2));
    histogram.bins.counts.fill(99);
    expect(histogram.bins.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(lastBin(histogram.bins)).toBe(binOf(2, histogram.bins.width));
  });

  test('needs no more memory for more values', () => {
    const heapWith = (batches: number): number => {
      const histogram = new Histogram();
      const data = sample('normal', 50_000);
      for (let i = 0; i < batches; i++) histogram.add(data);
      globalThis.gc?.();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      expect(histogram.bins.counts.length).toBeGreaterThan(0);
      return heapUsed + arrayBuffers;
    };
    heapWith(10);
    const few = heapWith(10);
    const many = heapWith(500);
    expect(globalThis.gc).toBeDefined();
    expect(many - few).toBeLessThan(1e6);
  });
});
