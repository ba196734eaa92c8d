import { expect, it } from 'vitest';
import * as z from 'zod';
import { real } from './real.ts';

it.each([0, -1.5, 1e300, Infinity, -Infinity, NaN])('%s comes back from a file as it was', (value) => {
  const stored = JSON.stringify(z.encode(z.object({ value: real }), { value }));
  expect(z.decode(z.object({ value: real }), JSON.parse(stored) as { value: number }).value).toBe(value);
});

it('refuses what is no number', () => {
  expect(real.safeParse('much').success).toBe(false);
  expect(real.safeParse(null).success).toBe(false);
});
