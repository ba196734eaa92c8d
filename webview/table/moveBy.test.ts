import { expect, it } from 'vitest';
import { moveBy } from './moveBy.ts';

it.each([
  ['ArrowDown', 5, 6],
  ['ArrowUp', 5, 4],
  ['PageDown', 5, 9],
  ['PageUp', 5, 0],
  ['PageUp', 95, 75],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowDown', -1, 0],
  ['a', 5, undefined],
])('%s leads from %d to %s', (key, index, target) => {
  expect(moveBy(key, { index, count: index > 10 ? 100 : 10, page: 20 })).toBe(target);
});

it('leads nowhere where there are no rows', () => {
  expect(moveBy('ArrowDown', { index: -1, count: 0, page: 20 })).toBeUndefined();
});
