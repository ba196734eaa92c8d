import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nowhere, type Rectangle, union } from '../scene/rectangle.ts';
import { Found, RectangleIndex } from './rectangleIndex.ts';

/** Small whole numbers: many share edges, which is where mistakes are. They are exact as 32-bit floats. */
const place = fc.integer({ min: -40, max: 40 });
const length = fc.integer({ min: 0, max: 30 });
const rectangle: fc.Arbitrary<Rectangle> = fc
  .tuple(place, place, length, length)
  .map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));

function touches(one: Rectangle, other: Rectangle): boolean {
  return one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;
}

function found(index: RectangleIndex, part: Rectangle): readonly number[] {
  const numbers = new Found();
  index.search(part, numbers);
  return [...numbers.all].sort((a, b) => a - b);
}

describe('an index of rectangles', () => {
  it('finds what looking at each one finds, each once', () => {
    const many = fc.array(rectangle, { maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(many, rectangle, (all, part) => {
        const index = new RectangleIndex(all.length, (number) => all[number]!);
        const expected = all.flatMap((each, number) => (touches(each, part) ? [number] : []));
        expect(found(index, part)).toEqual(expected);
        expect(index.bounds).toEqual(all.reduce(union, nowhere));
      }),
    );
  });

  it('calls rectangles by the numbers it is given', () => {
    const all = [10, 20, 30];
    const index = new RectangleIndex(3, (number) => ({ left: number, top: 0, right: number + 5, bottom: 5 }), all);
    expect(found(index, { left: 14, top: 0, right: 21, bottom: 1 })).toEqual([10, 20]);
  });
});
