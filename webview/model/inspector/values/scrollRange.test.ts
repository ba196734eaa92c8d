import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ScrollRange } from './scrollRange.ts';

const room = 12 * 22;

it('scrolls rows that fit into a browser pixel by pixel', () => {
  const range = new ScrollRange(1000, 22, room);
  expect([range.height, range.isScaled, range.topAt(33), range.scrolledTo(1.5)]).toEqual([22_000, false, 1.5, 33]);
  expect(range.topAt(1e9)).toBe(988);
});

it('reaches the first and the last of a billion rows, however few pixels there are', () => {
  const range = new ScrollRange(1e9, 22, room);
  expect(range.height).toBeLessThan(16e6);
  expect([range.topAt(0), range.topAt(range.height - room)]).toEqual([0, 1e9 - 12]);
  expect(range.scrolledTo(1e9)).toBe(range.height - room);
});

it('comes back to where it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e10 }), fc.double({ min: 0, max: 1, noNaN: true }), (rows, part) => {
      const range = new ScrollRange(rows, 22, room);
      const top = range.clamp(part * rows);
      expect(range.topAt(range.scrolledTo(top))).toBeCloseTo(top, 3);
    }),
  );
});

it('moves as little as shows a row', () => {
  const range = new ScrollRange(100, 22, room);
  expect([range.revealing(10, 12), range.revealing(10, 5), range.revealing(10, 30), range.revealing(0, 99)]).toEqual([
    ...[10, 5, 19, 88],
  ]);
});
