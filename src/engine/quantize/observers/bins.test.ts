import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MOST_BINS,
  NARROWEST_WIDTH,
  NO_BINS,
  binOf,
  coarsen,
  lastBin,
  magnitudes,
  mergeBins,
  widthFor,
  withoutZeros,
  zerosIn,
  type Bins,
} from './bins.ts';

const float = fc.float({ noNaN: true, noDefaultInfinity: true });

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A histogram counted value by value. */
function binsOf(values: readonly number[], width: number): Bins {
  const numbers = [0, ...values].map((value) => binOf(value, width));
  const first = Math.min(...numbers);
  const counts = new Float64Array(Math.max(...numbers) - first + 1);
  for (const value of values) counts[binOf(value, width) - first]!++;
  return { width, first, counts };
}

describe('widthFor', () => {
  test('is the narrowest power of two that fits', () => {
    fc.assert(
      fc.property(float, float, (a, b) => {
        const low = Math.min(a, b, 0);
        const high = Math.max(a, b, 0);
        fc.pre(low < high);
        const width = widthFor(Math.min(a, b), Math.max(a, b));
        const bins = (w: number): number => binOf(high, w) - binOf(low, w) + 1;
        expect(Number.isInteger(Math.log2(width))).toBe(true);
        expect(bins(width)).toBeLessThanOrEqual(MOST_BINS);
        expect(bins(width)).toBeGreaterThan(MOST_BINS / 2);
        if (width > NARROWEST_WIDTH) expect(bins(width / 2)).toBeGreaterThan(MOST_BINS);
      }),
      { numRuns: 1000 },
    );
  });

  test('never shrinks when the range grows', () => {
    fc.assert(
      fc.property(float, float, float, float, (a, b, c, d) => {
        const all = [a, b, c, d];
        expect(widthFor(Math.min(...all), Math.max(...all))).toBeGreaterThanOrEqual(
          widthFor(Math.min(a, b), Math.max(a, b)),
        );
      }),
    );
  });
});

describe('coarsen and mergeBins', () => {
  const values = fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 1, maxLength: 60 });

  test('merging neighbours is counting in wider bins', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 500 }), (numbers, most) => {
        const coarse = coarsen(binsOf(numbers, 1), most);
        expect(coarse.counts.length).toBeLessThanOrEqual(most);
        expect(coarse).toEqual(binsOf(numbers, coarse.width));
      }),
    );
  });

  test('the union of two histograms is the histogram of both', () => {
    fc.assert(
      fc.property(values, values, fc.constantFrom(0.25, 1, 8), fc.constantFrom(0.25, 1, 8), (a, b, widthA, widthB) => {
        const union = mergeBins(binsOf(a, widthA), binsOf(b, widthB));
        expect(union).toEqual(binsOf([...a, ...b], union.width));
        expect(union.counts.length).toBeLessThanOrEqual(MOST_BINS);
      }),
    );
  });

  test('the union with nothing changes nothing', () => {
    const bins = binsOf([-3, 0, 4, 100], 1);
    expect(mergeBins(bins, NO_BINS)).toEqual(bins);
    expect(mergeBins(NO_BINS, bins)).toEqual(bins);
  });
});

describe('zeros', () => {
  test('are all of bin 0 without negative values', () => {
    const bins = binsOf([0, 0, 0, 0.1, 5], 1);
    expect(zerosIn(bins)).toBe(3);
    expect([...withoutZeros(bins).counts]).toEqual([0, 1, 0, 0, 0, 1]);
  });

  test('are what bin 0 holds beyond its left neighbour', () => {
    const bins = binsOf([-1.5, -1.5, -0.5, -0.5, -0.5, 0, 0, 0, 2], 1);
    expect(zerosIn(bins)).toBe(4);
    expect(total(withoutZeros(bins).counts)).toBe(5);
    expect(zerosIn(binsOf([-1.5, -1.5, -0.5], 1))).toBe(0);
  });
});

describe('magnitudes', () => {
  test('fold both sides onto one, and halve the resolution to fit', () => {
    const bins = binsOf([-3.5, -0.5, 0.5, 1, 1.5, 2.5], 1);
    expect(magnitudes(bins, 10)).toEqual({ width: 1, counts: Float64Array.of(3, 1, 1, 1) });
    expect(magnitudes(bins, 3)).toEqual({ width: 2, counts: Float64Array.of(4, 2) });
    expect(lastBin(bins)).toBe(3);
  });
});
