import '../../../../test/propertySeed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../test/fixtures/random.ts';
import { maskOfGroups, maskOfRows, maskOfUnits } from './masks.ts';
import { unitScores } from './scores.ts';
import { unitsOf } from './units.ts';

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 20 }),
  scores: fc
    .nat()
    .map((seed) => Array.from(new Random(seed).uniforms(120, 0, 1), (value) => Math.round(value * 40) / 40)),
});

const rowsOf = (values: ArrayLike<number>, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, row) =>
    Array.from(values).slice(row * columns, (row + 1) * columns),
  );

describe('masks', () => {
  it('keep the highest N of every M neighbours, the last group as if zeros followed', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), (given, kept, more) => {
        const of = kept + more;
        const scores = Float32Array.from(given.scores).subarray(0, given.rows * given.columns);
        const mask = rowsOf(maskOfGroups(scores, given.columns, kept, of), given.columns);
        for (const [row, own] of rowsOf(scores, given.columns).entries()) {
          for (let start = 0; start < given.columns; start += of) {
            const group = own.slice(start, start + of);
            const left = group.filter((_, index) => mask[row]![start + index] === 0);
            expect(left.sort((a, b) => a - b)).toEqual(
              group.sort((a, b) => a - b).slice(-Math.min(kept, group.length)),
            );
          }
        }
      }),
    );
  });

  it('take the same share of every row, and of all exactly as many as wanted', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const scores = Float32Array.from(given.scores).subarray(0, given.rows * given.columns);
        const wanted = Math.round(share * scores.length);
        const mask = maskOfRows(scores, given.columns, wanted);
        const exact = (wanted / scores.length) * given.columns;
        let all = 0;
        for (const [row, own] of rowsOf(scores, given.columns).entries()) {
          const gone = own.filter((_, column) => mask[row * given.columns + column] === 1);
          expect(Math.abs(gone.length - exact)).toBeLessThan(1);
          expect(gone.sort((a, b) => a - b)).toEqual([...own].sort((a, b) => a - b).slice(0, gone.length));
          all += gone.length;
        }
        expect(all).toBe(wanted);
      }),
    );
  });

  it('take whole blocks, which do not reach over groups of a layer', () => {
    const matrix = { groups: 2, outputs: 3, inputs: 5, steps: { group: 15, output: 5, input: 1 } };
    const units = unitsOf(matrix, { kind: 'blocks', rows: 2, columns: 2 });
    expect(units.count).toBe(12);
    const scores = Float32Array.from({ length: 30 }, (_, index) => index);
    const means = unitScores(scores, 5, units);
    expect(means[0]).toBeCloseTo(Math.sqrt((0 + 1 + 25 + 36) / 4), 4);
    expect([units.sizeOf(2), units.sizeOf(3), units.sizeOf(5)]).toEqual([2, 2, 1]);
    expect(means[5]).toBe(14);
    const going = new Uint8Array(12);
    going[4] = 1;
    going[6] = 1;
    const gone = [...maskOfUnits(matrix, units, going).entries()].flatMap(([index, goes]) =>
      goes === 1 ? [index] : [],
    );
    expect(gone).toEqual([12, 13, 15, 16, 20, 21]);
  });
});
