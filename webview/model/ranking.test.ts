import { describe, expect, it } from 'vitest';
import type { Figure } from './figures.ts';
import { nextRanked, rankedNodes } from './ranking.ts';

function figure(values: readonly number[], strong: Figure['strong']): Figure {
  return {
    ...{ id: 'f', name: 'f', unit: 'number', scale: 'linear', strong, combine: { kind: 'sum' } },
    values: Float64Array.from(values),
  };
}

describe('the order of nodes by a figure', () => {
  it('begins with what stands out, and leaves out what has no value', () => {
    expect(rankedNodes(figure([3, NaN, 9, 5], 'high'))).toEqual([2, 3, 0]);
    expect(rankedNodes(figure([3, NaN, 9, 5], 'low'))).toEqual([0, 3, 2]);
  });

  it('is that of the model where values are equal', () => {
    expect(rankedNodes(figure([1, 2, 1, 2], 'high'))).toEqual([1, 3, 0, 2]);
  });

  it('is walked from the first to the last, and ends there', () => {
    const ranking = [4, 2, 7];
    expect(nextRanked(ranking, undefined, 1)).toBe(4);
    expect(nextRanked(ranking, 99, -1)).toBe(4);
    expect(nextRanked(ranking, 4, 1)).toBe(2);
    expect(nextRanked(ranking, 7, 1)).toBe(7);
    expect(nextRanked(ranking, 4, -1)).toBe(4);
    expect(nextRanked([], 1, 1)).toBeUndefined();
  });
});
