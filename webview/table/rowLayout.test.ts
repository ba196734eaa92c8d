import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowLayout } from './rowLayout.ts';

const openRows = fc
  .array(fc.tuple(fc.nat(49), fc.record({ height: fc.integer({ min: 22, max: 500 }), lines: fc.constantFrom(1, 2) })))
  .map((entries) => new Map(entries));

it('places every row where the ones before it end, and finds it there again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), openRows, (count, open) => {
      const layout = new RowLayout(count, 22, open);
      let [top, line] = [0, 0];
      for (let index = 0; index < count; index++) {
        expect([layout.top(index), layout.firstLine(index)]).toEqual([top, line]);
        const height = open.get(index)?.height ?? 22;
        expect([layout.at(top), layout.at(top + height - 1)]).toEqual([index, index]);
        top += height;
        line += open.get(index)?.lines ?? 1;
      }
      expect([layout.height, layout.lines]).toEqual([top, line]);
      expect(layout.at(top + 1000)).toBe(count - 1);
    }),
  );
});

it('is there for no rows too', () => {
  const layout = new RowLayout(0, 22, new Map());
  expect([layout.height, layout.lines, layout.at(0), layout.at(100)]).toEqual([0, 0, 0, 0]);
});
