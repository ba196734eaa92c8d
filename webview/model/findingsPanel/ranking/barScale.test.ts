import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amountScale, decibelScale } from './barScale.ts';

it('begins where nothing hurts, at round numbers', () => {
  const scale = decibelScale([12.4, 58, Number.NaN, Infinity], 'low')!;
  expect(scale.marks).toEqual([60, 50, 40, 30, 20, 10]);
  expect([60, 58, 35, 10, 12.4].map((value) => Number(scale.part(value).toFixed(3)))).toEqual([
    ...[0, 0.04, 0.5, 1, 0.952],
  ]);
  expect([Infinity, -Infinity].map(scale.part)).toEqual([0, 1]);
  expect(scale.part(Number.NaN)).toBeNaN();
});

it('goes the other way where large numbers hurt', () => {
  const scale = decibelScale([12.4, 58], 'high')!;
  expect(scale.marks).toEqual([10, 20, 30, 40, 50, 60]);
  expect([10, 35, 60].map(scale.part)).toEqual([0, 0.5, 1]);
});

it('makes no difference look large that is small, and has no scale without a finite number', () => {
  const scale = decibelScale([30, 30.1], 'low')!;
  expect(scale.marks[0]! - scale.marks.at(-1)!).toBeGreaterThanOrEqual(10);
  expect(decibelScale([Infinity, Number.NaN], 'low')).toBeUndefined();
  expect(decibelScale([], 'low')).toBeUndefined();
});

it('has room for every bar, and the longer one for what hurts more', () => {
  const decibels = fc.double({ min: -400, max: 400, noNaN: true });
  fc.assert(
    fc.property(fc.array(decibels, { minLength: 1 }), decibels, (values, other) => {
      const scale = decibelScale(values, 'low')!;
      const least = Math.min(...values);
      for (const value of values) expect(scale.part(value)).toBeLessThanOrEqual(scale.part(least));
      expect(scale.part(other)).toBeGreaterThanOrEqual(0);
      expect(scale.part(other)).toBeLessThanOrEqual(1);
      expect(scale.marks[0]).toBeGreaterThanOrEqual(Math.max(...values) - 1e-6);
      expect(scale.marks.at(-1)).toBeLessThanOrEqual(least + 1e-6);
    }),
  );
});

it('begins amounts at nothing, and ends them at a round number', () => {
  const scale = amountScale([1.13, 0.2, Number.NaN, 0])!;
  expect(scale.marks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1, 1.2]);
  expect([0, 0.6, 1.2, 3].map(scale.part)).toEqual([0, 0.5, 1, 1]);
  expect(amountScale([0, Number.NaN])).toBeUndefined();
  expect(amountScale([])).toBeUndefined();
});
