import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RangeCollector, rangeOf, tensorRange } from './range.ts';
import { distributionNames, sample } from './testing/distributions.ts';

describe('rangeOf', () => {
  test.each(distributionNames)('%s values', (name) => {
    const data = sample(name, 20_003);
    const sorted = data.toSorted();
    expect(rangeOf(data)).toEqual({ min: sorted[0], max: sorted.at(-1), nan: 0, infinite: 0 });
  });

  test('counts what is not finite, wherever it lies', () => {
    const anything = fc.float32Array({ maxLength: 40 });
    fc.assert(
      fc.property(anything, fc.nat(40), fc.nat(40), (data, from, length) => {
        const part = data.subarray(from, from + length);
        const finite = part.filter((value) => Number.isFinite(value));
        expect(rangeOf(data, Math.min(from, data.length), Math.min(from + length, data.length))).toEqual({
          min: Math.min(...finite),
          max: Math.max(...finite),
          nan: part.filter((value) => Number.isNaN(value)).length,
          infinite: part.filter((value) => Math.abs(value) === Infinity).length,
        });
      }),
      { numRuns: 500 },
    );
  });

  test('follows values that never stop growing', () => {
    const data = Float32Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? i : -i));
    expect(rangeOf(data)).toMatchObject({ min: -9999, max: 9998 });
  });
});

describe('tensorRange', () => {
  test('is not a number if a value is not', () => {
    expect(tensorRange(Float32Array.of(1, -2, 3))).toEqual({ min: -2, max: 3 });
    expect(tensorRange(new Float32Array(0))).toEqual({ min: 0, max: 0 });
    for (const bad of [NaN, Infinity, -Infinity]) {
      expect(tensorRange(Float32Array.of(1, 2, bad, 3, 4))).toEqual({ min: NaN, max: NaN });
    }
  });
});

describe('RangeCollector', () => {
  test('keeps the extremes of all batches', () => {
    const collector = new RangeCollector();
    expect(collector.range).toBeNull();
    collector.add({ min: 1, max: 2 });
    collector.add({ min: 3, max: 100 });
    collector.add({ min: -7, max: -6 });
    expect(collector.range).toEqual({ min: -7, max: 100 });
  });

  test('passes over bounds that are not finite', () => {
    const collector = new RangeCollector();
    collector.add({ min: NaN, max: NaN });
    expect(collector.range).toBeNull();
    collector.add({ min: -Infinity, max: 5 });
    collector.add({ min: 2, max: 3 });
    expect(collector.range).toEqual({ min: 2, max: 5 });
  });
});
