import { expect, it } from 'vitest';
import { quantile } from './quantile.ts';

it('lies between two values in proportion', () => {
  const sorted = Float64Array.of(1, 2, 4, 8, 16);
  expect([0, 0.25, 0.375, 0.5, 0.9, 1].map((share) => quantile(sorted, share))).toEqual([1, 2, 3, 4, 12.8, 16]);
  expect(quantile(Float64Array.of(3), 0.9)).toBe(3);
});
