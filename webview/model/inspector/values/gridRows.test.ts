import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementAfter } from './gridKeys.ts';
import { GridRows, parseIndex } from './gridRows.ts';

const dims = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 });
const fitting = fc.integer({ min: 1, max: 24 });

describe('rows of a tensor', () => {
  it('shows a short last dimension in one row, with the outer indices before it', () => {
    const grid = new GridRows([16, 3, 3, 3], 2);
    expect([grid.columns, grid.count, grid.isWhole]).toEqual([3, 144, true]);
    expect([grid.label(0), grid.label(10), grid.label(143)]).toEqual(['0, 0, 0', '1, 0, 1', '15, 2, 2']);
    expect([grid.heading(2), grid.size(143)]).toEqual(['2', 3]);
  });

  it('cuts a long last dimension into rows that fit', () => {
    const grid = new GridRows([2, 1001], 9);
    expect([grid.columns, grid.count, grid.isWhole]).toEqual([8, 252, false]);
    expect([grid.label(0), grid.label(125), grid.label(126)]).toEqual(['0, 0', '0, 1000', '1, 0']);
    expect([grid.size(125), grid.first(126), grid.heading(3)]).toEqual([1, 1001, '+3']);
  });

  it('shows a scalar', () => {
    const grid = new GridRows([], 4);
    expect([grid.columns, grid.count, grid.elements, grid.label(0), grid.path(0)]).toEqual([1, 1, 1, '', []]);
  });

  it('counts billions of elements exactly', () => {
    const grid = new GridRows([50_257, 65_536], 8);
    expect(grid.count).toBe((50_257 * 65_536) / 8);
    const last = grid.elements - 1;
    expect(grid.path(last)).toEqual([50_256, 65_535]);
    expect(grid.rowOf(last)).toBe(grid.count - 1);
  });

  it('has every element once, in order, and finds it again', () => {
    fc.assert(
      fc.property(dims, fitting, (shape, fits) => {
        fc.pre(shape.reduce((a, b) => a * b, 1) <= 20_000);
        const grid = new GridRows(shape, fits);
        let element = 0;
        for (let row = 0; row < grid.count; row++) {
          expect(grid.first(row)).toBe(element);
          expect(grid.size(row)).toBeGreaterThan(0);
          expect(grid.size(row)).toBeLessThanOrEqual(grid.columns);
          const last = element + grid.size(row) - 1;
          expect([grid.rowOf(last), grid.columnOf(last)]).toEqual([row, grid.size(row) - 1]);
          expect(parseIndex(grid.path(last).join(','), shape) ?? 0).toBe(shape.length === 0 ? 0 : last);
          element = last + 1;
        }
        expect(element).toBe(grid.elements);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an index as a person types it', () => {
  it.each([
    ['[1, 2, 0]', 14],
    ['1 2 0', 14],
    ['22', 22],
    ['0,0,0', 0],
    ['59', 59],
    ['60', undefined],
    ['1, 5, 0', undefined],
    ['1, 2', undefined],
    ['', undefined],
    ['-1', undefined],
    ['x', undefined],
    ['99999999999999999999', undefined],
  ])('%s', (text, expected) => {
    expect(parseIndex(text, [6, 5, 2])).toBe(expected);
  });
});

describe('keys', () => {
  const grid = new GridRows([3, 11], 4);
  const press = (key: string, from: number, ctrlKey = false) =>
    elementAfter({ key, ctrlKey, metaKey: false }, grid, from, 2);

  it('move by elements and rows, and stay inside', () => {
    // Eleven fit beside each other where there is room for some: a row is a whole entry.
    expect(grid.columns).toBe(11);
    expect([press('ArrowRight', 10), press('ArrowLeft', 0), press('ArrowDown', 5), press('ArrowUp', 5)]).toEqual([
      ...[11, 0, 16, 5],
    ]);
    expect([press('Home', 15), press('End', 15), press('Home', 15, true), press('End', 3, true)]).toEqual([
      11, 21, 0, 32,
    ]);
    expect([press('PageDown', 5), press('PageUp', 30), press('ArrowRight', 32), press('x', 3)]).toEqual([
      ...[27, 8, 32, undefined],
    ]);
  });

  it('go to the end of a shorter row', () => {
    const cut = new GridRows([2, 21], 4);
    const down = elementAfter({ key: 'ArrowDown', ctrlKey: false, metaKey: false }, cut, 19, 2);
    expect([cut.columns, down]).toEqual([4, 20]);
  });
});
