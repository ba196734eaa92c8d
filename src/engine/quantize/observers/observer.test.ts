import { describe, expect, test } from 'vitest';
import type { Range } from '../scheme.ts';
import { StatisticsCollector } from './collector.ts';
import type { ObserverName } from '../../../protocol/options/quantizeStatic.ts';
import { chooseRange, needsHistogram, type RangeOptions } from './observer.ts';
import type { TensorStatistics } from './statistics.ts';
import { sample } from './testing/distributions.ts';

const OBSERVERS: readonly ObserverName[] = ['min-max', 'moving-average', 'entropy', 'percentile', 'mse'];
const UINT8: RangeOptions = { type: 'uint8', symmetric: false };

function collect(observer: ObserverName, ...batches: readonly Float32Array[]): TensorStatistics {
  const collector = new StatisticsCollector({ histogram: needsHistogram(observer) });
  for (const batch of batches) collector.add(batch);
  return collector.statistics;
}

function rangeFrom(statistics: TensorStatistics, observer: ObserverName, options = UINT8): Range {
  const choice = chooseRange(statistics, observer, options);
  if (choice.kind !== 'range') throw new Error(choice.reason);
  return choice.range;
}

describe('needsHistogram', () => {
  test('of the searches alone', () => {
    expect(OBSERVERS.filter(needsHistogram)).toEqual(['entropy', 'percentile', 'mse']);
  });
});

describe('chooseRange', () => {
  const data = sample('normal', 100_001);
  data[100_000] = 50;

  test('min-max keeps an outlier, and the searches weigh it', () => {
    const extremes = rangeFrom(collect('min-max', data), 'min-max');
    expect(extremes).toEqual({ min: data.toSorted()[0], max: 50 });
    const entropy = rangeFrom(collect('entropy', data), 'entropy');
    expect(entropy.max - entropy.min).toBeLessThan(15);
    const percentile = rangeFrom(collect('percentile', data), 'percentile', { ...UINT8, percentile: 99.9 });
    expect(percentile.max).toBeLessThan(4);
    // Of 100,001 values, the default cuts half a value off each end: nothing but a part of the outlier's own bin.
    expect(rangeFrom(collect('percentile', data), 'percentile').max).toBeGreaterThan(49.9);
    expect(rangeFrom(collect('mse', data), 'mse').max).toBeLessThan(50);
  });

  test('moving-average follows the batches', () => {
    const statistics = collect('moving-average', Float32Array.of(-1, 1), Float32Array.of(-1, 101));
    expect(rangeFrom(statistics, 'moving-average').max).toBeCloseTo(2, 5);
    expect(rangeFrom(statistics, 'min-max').max).toBe(101);
  });

  test('works on the same histogram for every search and every type', () => {
    const statistics = collect('entropy', data);
    for (const observer of ['entropy', 'percentile', 'mse', 'min-max'] as const) {
      for (const options of [UINT8, { type: 'int8', symmetric: true }, { type: 'int4', symmetric: true }] as const) {
        const { min, max } = rangeFrom(statistics, observer, options);
        expect(min).toBeLessThan(0);
        expect(max).toBeGreaterThan(0);
      }
    }
  });

  test.each(OBSERVERS)('%s has an answer for a tensor of zeros', (observer) => {
    expect(rangeFrom(collect(observer, new Float32Array(9)), observer)).toEqual({ min: 0, max: 0 });
  });

  test.each(OBSERVERS)('%s names what makes a tensor unusable', (observer) => {
    const reason = (...values: number[]) => chooseRange(collect(observer, Float32Array.from(values)), observer, UINT8);
    expect(reason(1, NaN, Infinity)).toEqual({ kind: 'unusable', reason: 'nan' });
    expect(reason(1, -Infinity)).toEqual({ kind: 'unusable', reason: 'infinite' });
    expect(reason()).toEqual({ kind: 'unusable', reason: 'no-values' });
  });

  test('says when what it needs was not collected', () => {
    const missing = { kind: 'unusable', reason: 'not-collected' };
    expect(chooseRange(collect('min-max', data), 'entropy', UINT8)).toEqual(missing);
    expect(chooseRange(collect('entropy', data), 'moving-average', UINT8)).toEqual(missing);
  });
});
