import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../../test/propertySeed.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { constrainedPath, type PathProblem } from './constrainedPath.ts';

/** Costs of all steps, at random: whole numbers, so that sums are exact and ties happen. */
function randomProblem(points: number, seed: number, share: number): PathProblem {
  const random = new Random(seed);
  const table = (most: number): number[][] =>
    Array.from({ length: points }, () => Array.from({ length: points }, () => random.integer(most)));
  const [times, sizes] = [table(100), table(40)];
  // The way without a stop keeps nothing.
  sizes[0]![points - 1] = 0;
  return {
    points,
    time: (from, to) => times[from]![to]! * (to - from),
    bytes: (from, to) => sizes[from]![to]!,
    limit: Math.floor(share * 20 * points),
  };
}

/** The least time of all ways there are. */
function leastOfAll({ points, time, bytes, limit }: PathProblem): number {
  let least = Number.POSITIVE_INFINITY;
  for (let stops = 0; stops < 2 ** (points - 2); stops++) {
    let [at, seconds, size] = [0, 0, 0];
    for (let to = 1; to < points; to++) {
      if (to < points - 1 && ((stops >> (to - 1)) & 1) === 0) continue;
      seconds += time(at, to);
      size += bytes(at, to);
      at = to;
    }
    if (size <= limit) least = Math.min(least, seconds);
  }
  return least;
}

describe('constrainedPath', () => {
  it('finds the least time of all ways within the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 11 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (points, seed, share) => {
          const problem = randomProblem(points, seed, share);
          const found = constrainedPath(problem);
          expect(found.time).toBe(leastOfAll(problem));
          expect(found.bytes).toBeLessThanOrEqual(problem.limit);
          expect(found.bound).toBe(found.time);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('says of what the way is made', () => {
    const problem = randomProblem(9, 3, 0.3);
    const { points, time, bytes } = constrainedPath(problem);
    const steps = points.slice(1).map((to, index) => [points[index]!, to] as const);
    expect([points[0], points.at(-1)]).toEqual([0, 8]);
    expect(steps.reduce((sum, [from, to]) => sum + problem.time(from, to), 0)).toBe(time);
    expect(steps.reduce((sum, [from, to]) => sum + problem.bytes(from, to), 0)).toBe(bytes);
  });

  it('stays near the bound with a thousand points, within a second or two', () => {
    const problem = randomProblem(1000, 1, 0.02);
    const { time, bound } = constrainedPath(problem);
    expect(bound).toBeLessThanOrEqual(time);
    expect(time).toBeLessThanOrEqual(1.02 * bound);
  });

  it('refuses a limit that nothing keeps', () => {
    expect(() => constrainedPath({ points: 2, time: () => 1, bytes: () => 1, limit: 0 })).toThrow(RangeError);
  });
});
