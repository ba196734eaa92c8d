import fc from 'fast-check';
import { expect, it } from 'vitest';
import { realText, tickText } from './realText.ts';
import { logarithmicTicks, ticksBetween } from './ticks.ts';

it.each([
  [0, 10, 5, [0, 2, 4, 6, 8, 10]],
  [-0.43, 0.42, 5, [-0.4, -0.2, 0, 0.2, 0.4]],
  [0.1, 0.3, 2, [0.1, 0.2, 0.3]],
  [3, 97, 3, [50]],
  [-3e-7, 3e-7, 3, [-2e-7, 0, 2e-7]],
])('from %s to %s, at most about %s', (low, high, most, expected) => {
  expect(ticksBetween(low, high, most).values).toEqual(expected);
});

it('keeps whole numbers whole', () => {
  expect(ticksBetween(-0.5, 2.5, 6, 1).values).toEqual([0, 1, 2]);
});

it('has one mark where there is only one value, or no finite width', () => {
  expect(ticksBetween(5, 5, 4)).toEqual({ values: [5], step: 0 });
  expect(ticksBetween(-1.7e308, 1.7e308, 4).values).toEqual([-1.7e308]);
});

it('stays within its ends, ascends by its step, and has no more marks than asked for', () => {
  const end = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(
      end,
      fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      (low, width, most) => {
        const high = low + width;
        fc.pre((high - low) / Math.max(Math.abs(low), Math.abs(high)) > 1e-6);
        const { values, step } = ticksBetween(low, high, most);
        expect(values.length).toBeLessThanOrEqual(most + 1);
        for (const [index, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(low - step * 1e-6);
          expect(value).toBeLessThanOrEqual(high + step * 1e-6);
          if (index > 0) expect(value - values[index - 1]!).toBeCloseTo(step, -Math.floor(Math.log10(step)) + 3);
        }
      },
    ),
  );
});

it.each([
  [1, 1000, 4, 0, [1, 10, 100, 1000]],
  [1, 100, 9, 0, [1, 2, 5, 10, 20, 50, 100]],
  [1, 1e12, 5, 0, [1, 1e3, 1e6, 1e9, 1e12]],
  [0.02, 60, 4, 1, [1, 10]],
  [3, 4, 4, 0, []],
  [0, 10, 4, 0, []],
  [1, Infinity, 4, 0, []],
])('on a logarithmic scale from %s to %s, at most about %s, none below %s', (low, high, most, least, expected) => {
  expect(logarithmicTicks(low, high, most, least)).toEqual(expected);
});

it('labels marks so that neighbours differ, and other numbers by three digits', () => {
  expect([0, 0.05, 0.1].map((value) => tickText(value, 0.05))).toEqual(['0.00', '0.05', '0.10']);
  expect([-2e-7, 0].map((value) => tickText(value, 2e-7))).toEqual(['−2e−7', '0']);
  expect(tickText(-1500, 500)).toBe('−1500');
  expect([-0.012345, 1e-9, 3.4e38, 0, NaN, -Infinity, 123_456].map(realText)).toEqual([
    ...['−0.0123', '1e−9', '3.4e38', '0', '–', '−∞', '123000'],
  ]);
});
