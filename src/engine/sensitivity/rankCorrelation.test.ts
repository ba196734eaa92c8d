import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagedRanks, sharedPlaces, spearman } from './rankCorrelation.ts';

const values = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 })), { maxLength: 12 });

describe('ranks', () => {
  it('are one more than the number of smaller values, and equal ones share what they take up', () => {
    fc.assert(
      fc.property(values, (list) => {
        const smaller = list.map((each) => list.filter((other) => other < each).length);
        const equal = list.map((each) => list.filter((other) => other === each).length);
        expect(sharedPlaces(list)).toEqual(smaller.map((count) => count + 1));
        expect(averagedRanks(list)).toEqual(smaller.map((count, index) => count + (equal[index]! + 1) / 2));
      }),
    );
  });

  it('put infinities at the ends', () => {
    expect(sharedPlaces([5, Infinity, -Infinity, Infinity])).toEqual([2, 3, 1, 3]);
  });
});

describe('rank correlation', () => {
  it('is 1 − 6Σd² / (n³ − n) where no values are equal', () => {
    const distinct = fc.uniqueArray(fc.tuple(fc.integer(), fc.integer()), {
      minLength: 2,
      maxLength: 20,
      selector: ([a]) => a,
      comparator: 'SameValue',
    });
    fc.assert(
      fc.property(distinct, (pairs) => {
        const one = pairs.map(([a]) => a);
        const other = pairs.map(([, b], index) => b + index / 100);
        fc.pre(new Set(other).size === other.length);
        const [a, b] = [averagedRanks(one), averagedRanks(other)];
        const squares = a.reduce((sum, rank, index) => sum + (rank - b[index]!) ** 2, 0);
        const n = pairs.length;
        expect(spearman(one, other)).toBeCloseTo(1 - (6 * squares) / (n ** 3 - n), 12);
      }),
    );
  });

  it('averages the ranks of equal values', () => {
    // Ranks 1, 2½, 2½, 4, 5 and 2, 1, 3½, 3½, 5: their products about 3 add up to 7¼, the squares of both to 9½.
    expect(spearman([1, 2, 2, 4, 5], [3, 1, 4, 4, 9])).toBeCloseTo(7.25 / 9.5, 12);
  });

  it('looks at order alone, infinities included', () => {
    expect(spearman([1, 10, 1000, Infinity], [-5, -4, 0, 2])).toBeCloseTo(1);
    expect(spearman([-Infinity, 2, 3], [9, 8, -1])).toBeCloseTo(-1);
  });

  it('of fewer than two values, or of equal ones, is nothing', () => {
    expect(spearman([], [])).toBeNaN();
    expect(spearman([1], [2])).toBeNaN();
    expect(spearman([1, 1], [1, 2])).toBeNaN();
  });
});
