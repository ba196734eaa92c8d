import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fronts, isFaster, type Rated } from './front.ts';

/** Few different values, so that ties are common. */
const few = fc.integer({ min: 1, max: 6 });

/** Points whose latency is known to within `width`. */
function points(width: fc.Arbitrary<number>): fc.Arbitrary<readonly Rated[]> {
  const point = fc.record({ score: few, median: few, bytes: few, low: width, high: width });
  return fc.array(point, { minLength: 1, maxLength: 12 }).map((all) =>
    all.map(({ score, median, bytes, low, high }, id) => ({
      ...{ id, score, bytes },
      speedup: { median, low: median - low, high: median + high },
    })),
  );
}

const exact = points(fc.constant(0));
const measured = points(fc.double({ min: 0, max: 2, noNaN: true }));

function chosen(all: readonly Rated[], ids: ReadonlySet<number>): readonly Rated[] {
  return all.filter(({ id }) => ids.has(id)).sort((a, b) => b.score - a.score);
}

describe('the fronts of accuracy against cost', () => {
  it('are those of brute force where latencies are exact: what nothing dominates, each kind once', () => {
    fc.assert(
      fc.property(exact, (all) => {
        const costs = {
          latency: ({ speedup }: Rated) => -speedup.median,
          size: ({ bytes }: Rated) => bytes,
        };
        const found = fronts(all);
        for (const [name, cost] of Object.entries(costs)) {
          const dominates = (a: Rated, b: Rated): boolean =>
            (a.score > b.score && cost(a) <= cost(b)) || (a.score >= b.score && cost(a) < cost(b));
          const undominated = all.filter((each) => !all.some((other) => dominates(other, each)));
          const places = (some: readonly Rated[]) =>
            [...new Set(some.map((each) => `${each.score} ${cost(each)}`))].sort();
          const kept = chosen(all, found[name as keyof typeof costs]);
          expect(places(kept)).toEqual(places(undominated));
          expect(kept).toHaveLength(places(undominated).length);
        }
      }),
    );
  });

  it('fall in accuracy where they fall in cost, and leave out nothing that is better beyond the intervals', () => {
    fc.assert(
      fc.property(measured, (all) => {
        const { latency, size } = fronts(all);
        const [fast, small] = [chosen(all, latency), chosen(all, size)];
        for (const [index, each] of fast.entries()) {
          for (const before of fast.slice(0, index)) {
            expect(each.score).toBeLessThan(before.score);
            expect(isFaster(each, before)).toBe(true);
          }
        }
        for (const [index, each] of small.entries()) {
          if (index > 0) expect(each.bytes).toBeLessThan(small[index - 1]!.bytes);
        }
        for (const each of all) {
          const isAsGood = (other: Rated): boolean => other.score >= each.score && !isFaster(each, other);
          expect(fast.some(isAsGood)).toBe(true);
          expect(small.some((other) => other.score >= each.score && other.bytes <= each.bytes)).toBe(true);
        }
      }),
    );
  });

  it('have the smallest of those that are equally accurate and as fast as can be told', () => {
    const speedup = { median: 2, low: 1.5, high: 2.5 };
    const all = [
      { id: 0, score: 1, bytes: 9, speedup: { ...speedup, median: 2.2 } },
      { id: 1, score: 1, bytes: 5, speedup },
      { id: 2, score: 0.5, bytes: 4, speedup },
      { id: 3, score: Number.NaN, bytes: 1, speedup: { median: 9, low: 9, high: 9 } },
    ];
    expect(fronts(all)).toEqual({ latency: new Set([1]), size: new Set([1, 2]) });
  });
});
