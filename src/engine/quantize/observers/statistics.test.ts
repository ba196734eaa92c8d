import { describe, expect, test } from 'vitest';
import { StatisticsCollector } from './collector.ts';
import { mergeStatistics, type TensorStatistics } from './statistics.ts';
import { sample } from './testing/distributions.ts';

function collect(histogram: boolean, ...batches: readonly Float32Array[]): TensorStatistics {
  const collector = new StatisticsCollector({ histogram });
  for (const batch of batches) collector.add(batch);
  return collector.statistics;
}

describe('mergeStatistics', () => {
  const a = sample('relu', 30_000, 1);
  const b = sample('normal', 5000, 2).map((value) => value * 30);

  test('is what one tensor with all the values would have', () => {
    const merged = mergeStatistics([collect(true, a), collect(true, b), collect(true, a)]);
    const together = collect(true, a, b, a);
    expect(merged.bins).toEqual(together.bins);
    expect(merged.range).toEqual(together.range);
    expect(merged.batches).toBe(1);
  });

  test('unites moving averages, which several batches make differ from the range', () => {
    const first = collect(
      false,
      a,
      a.map((value) => value * 10),
    );
    const second = collect(false, b, b);
    const { movingAverage } = mergeStatistics([first, second]);
    expect(movingAverage).toEqual({ min: second.movingAverage!.min, max: second.movingAverage!.max });
    expect(mergeStatistics([first]).movingAverage).toEqual(first.movingAverage);
    expect(first.movingAverage!.max).toBeLessThan(first.range!.max);
  });

  test('adds what is not finite and leaves out what one of them lacks', () => {
    const merged = mergeStatistics([
      collect(true, Float32Array.of(NaN, NaN)),
      collect(false, Float32Array.of(Infinity, 1)),
    ]);
    expect(merged).toEqual({
      batches: 1,
      nan: 2,
      infinite: 1,
      range: { min: 1, max: 1 },
      movingAverage: null,
      bins: null,
    });
  });

  test('needs something to merge', () => {
    expect(() => mergeStatistics([])).toThrow(RangeError);
  });
});
