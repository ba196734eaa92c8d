import { describe, expect, it } from 'vitest';
import { choose, mostAccurate } from './choice.ts';
import type { Rated } from './front.ts';

function point(id: number, score: number, speedup: number, bytes: number): Rated {
  return { id, score, bytes, speedup: { median: speedup, low: speedup, high: speedup } };
}

const all = [
  point(0, 0.1, 4, 25),
  point(1, 0.8, 3, 30),
  point(2, 0.9, 2, 40),
  point(3, 0.95, 1.5, 50),
  point(4, 0.96, 0.9, 90),
];
const atLeast = (score: number) => (each: Rated) => each.score >= score;

describe('the point that is chosen', () => {
  it.each<
    [string, number | undefined, { readonly maxLatency?: number; readonly maxSize?: number }, number | undefined]
  >([
    ['is the fastest that meets the floor', 0.85, {}, 2],
    ['keeps to the latency as a share of that of the original', 0.85, { maxLatency: 0.5 }, 2],
    ['is none where what meets the floor is too slow', 0.95, { maxLatency: 0.5 }, undefined],
    ['is none where what meets the floor is too large', 0.85, { maxSize: 0.35 }, undefined],
    ['is none where nothing meets the floor', 0.99, {}, undefined],
    ['is the most accurate within the limits without a floor', undefined, { maxLatency: 0.5 }, 2],
    ['may be slower than the original where that is allowed', undefined, { maxSize: 0.9 }, 4],
    ['is the most accurate that is faster than the original without any aim', undefined, {}, 3],
  ])('%s', (_what, floor, limits, id) => {
    const isMet = floor === undefined ? undefined : atLeast(floor);
    expect(choose(all, isMet, { ...limits, floatBytes: 100 })?.id).toBe(id);
  });

  it('is the most accurate of all where none is faster than the original', () => {
    const slow = [point(0, 0.5, 0.5, 20), point(1, 0.6, 0.4, 20)];
    expect(choose(slow, undefined, { floatBytes: 100 })?.id).toBe(1);
  });

  it('is never one whose accuracy is no number', () => {
    expect(mostAccurate([point(0, Number.NaN, 9, 1), point(1, 0.1, 1, 9)])?.id).toBe(1);
    expect(mostAccurate([])).toBeUndefined();
  });
});
