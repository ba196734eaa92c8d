import { describe, expect, test } from 'vitest';
import { StatisticsCollector } from './collector.ts';
import { rangeOf } from './range.ts';
import { sample } from './testing/distributions.ts';

const batches = [1, 2, 3].map((seed) => sample('normal', 20_000, seed).map((value) => value * seed));

describe('StatisticsCollector', () => {
  test('sees the same whether the runtime or this library finds the ranges', () => {
    const fromValues = new StatisticsCollector({ histogram: false });
    const fromRanges = new StatisticsCollector({ histogram: false });
    for (const batch of batches) {
      fromValues.add(batch);
      fromRanges.addRange(rangeOf(batch));
    }
    expect(fromValues.statistics).toEqual(fromRanges.statistics);
    expect(fromValues.statistics).toMatchObject({ batches: 3, nan: 0, infinite: 0, bins: null });
  });

  test('averages with the constant given', () => {
    const collector = new StatisticsCollector({ histogram: false, movingAverageConstant: 0.5 });
    collector.addRange({ min: 0, max: 1 });
    collector.addRange({ min: -2, max: 3 });
    expect(collector.statistics.movingAverage).toEqual({ min: -1, max: 2 });
  });

  test('keeps a histogram on request, the same with and without knowing what to expect', () => {
    const plain = new StatisticsCollector({ histogram: true });
    const prepared = new StatisticsCollector({ histogram: true });
    prepared.expect(rangeOf(batches[2]!));
    for (const batch of batches) {
      plain.add(batch);
      prepared.add(batch);
    }
    const { bins, range, movingAverage } = plain.statistics;
    expect(bins?.counts.reduce((sum, count) => sum + count, 0)).toBe(60_000);
    expect(prepared.statistics.bins).toEqual(bins);
    expect(range).toEqual({ min: rangeOf(batches[2]!).min, max: rangeOf(batches[2]!).max });
    expect(movingAverage).toBeNull();
  });

  test('averages beside a histogram if told the range of each batch', () => {
    const collector = new StatisticsCollector({ histogram: true });
    const ranges = new StatisticsCollector({ histogram: false });
    for (const batch of batches) {
      collector.add(batch, rangeOf(batch));
      ranges.addRange(rangeOf(batch));
    }
    expect(collector.statistics.movingAverage).toEqual(ranges.statistics.movingAverage);
  });

  test.each([false, true])('counts values that are not finite, with a histogram: %s', (histogram) => {
    const collector = new StatisticsCollector({ histogram });
    collector.add(Float32Array.of(1, NaN, 2, Infinity, -Infinity));
    expect(collector.statistics).toMatchObject({ nan: 1, infinite: 2, range: { min: 1, max: 2 } });
  });

  test('counts batches whose range is not finite', () => {
    const collector = new StatisticsCollector({ histogram: false });
    collector.addRange({ min: NaN, max: NaN });
    collector.addRange({ min: 0, max: Infinity });
    collector.addRange({ min: 0, max: 1 });
    expect(collector.statistics).toMatchObject({ batches: 3, nan: 1, infinite: 1, range: { min: 0, max: 1 } });
  });
});
