import type { Latency } from '../../../protocol/result/latency.ts';

/** What a point is compared with others by. */
export interface Rated {
  readonly id: number;
  /** Accuracy, more being better. */
  readonly score: number;
  readonly speedup: Latency['speedup'];
  readonly bytes: number;
}

/** The points of which none is worse than another in accuracy and in cost, by their ids. */
export interface Fronts {
  readonly latency: ReadonlySet<number>;
  readonly size: ReadonlySet<number>;
}

/**
 * The Pareto fronts of accuracy against latency and against size. From the most accurate point on, a point is on a front only
 * if it is cheaper than all that are at least as accurate, so that along a front accuracy falls where cost falls. Latencies are
 * compared as ratios to the original that ran in turns with them, and are different only where neither lies in the 95 %
 * interval of the other. Among equally accurate points that are equally fast the smallest counts, then the earliest; among
 * equally small ones the fastest.
 */
export function fronts(points: readonly Rated[]): Fronts {
  return { latency: front(points, isFaster, fastest), size: front(points, isSmaller, smallest) };
}

/** Whether a model is faster than another beyond what measuring leaves open. */
export function isFaster({ speedup: one }: Rated, { speedup: other }: Rated): boolean {
  return one.median > other.high && one.low > other.median;
}

function isSmaller(one: Rated, other: Rated): boolean {
  return one.bytes < other.bytes;
}

/** Of points than which none is faster the smallest, then the most accurate, then the earliest. */
export function fastest(points: readonly Rated[]): Rated | undefined {
  const unbeaten = points.filter((each) => !points.some((other) => isFaster(other, each)));
  return least(unbeaten, (a, b) => a.bytes - b.bytes || b.score - a.score || a.id - b.id);
}

function smallest(points: readonly Rated[]): Rated | undefined {
  return least(points, (a, b) => a.bytes - b.bytes || b.speedup.median - a.speedup.median || a.id - b.id);
}

function least<T>(points: readonly T[], compare: (one: T, other: T) => number): T | undefined {
  return points.toSorted(compare)[0];
}

function front(
  points: readonly Rated[],
  isCheaper: (one: Rated, other: Rated) => boolean,
  cheapest: (points: readonly Rated[]) => Rated | undefined,
): ReadonlySet<number> {
  const byScore = new Map<number, Rated[]>();
  for (const point of points) {
    if (Number.isNaN(point.score)) continue;
    const equal = byScore.get(point.score);
    if (equal === undefined) byScore.set(point.score, [point]);
    else equal.push(point);
  }
  const kept: Rated[] = [];
  for (const [, equal] of [...byScore].sort(([a], [b]) => b - a)) {
    const best = cheapest(equal.filter((each) => kept.every((other) => isCheaper(each, other))));
    if (best !== undefined) kept.push(best);
  }
  return new Set(kept.map(({ id }) => id));
}
