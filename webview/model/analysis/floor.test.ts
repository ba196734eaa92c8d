import { expect, it } from 'vitest';
import { mixedOptions } from '../../../src/protocol/options/mixed.ts';
import { floorMeasures, floorOf, leastOf } from './floor.ts';

it.each(floorMeasures)('is a floor that the search understands, and read again: %s', (measure) => {
  for (const value of [0, 0.5, 30, 99.25, 1e-6]) {
    const floor = leastOf({ measure, value });
    expect(mixedOptions.parse({ floor }).floor).toBe(floor);
    expect(floorOf(floor)).toEqual({ measure, value });
  }
});

it('says what may be lost of top-1, and what must be left of the signal', () => {
  expect(leastOf({ measure: 'top1', value: 0.5 })).toBe('top1=-0.5');
  expect(leastOf({ measure: 'sqnr', value: 30 })).toBe('sqnr=30');
  expect(floorOf(undefined)).toBeUndefined();
  expect(floorOf('fast')).toBeUndefined();
});
