/** Points in a row, and what it costs to go from one to a later one. All costs are finite and at least 0. */
export interface PathProblem {
  /** Number of points: the way leads from the first to the last. */
  readonly points: number;
  readonly time: (from: number, to: number) => number;
  readonly bytes: (from: number, to: number) => number;
  /** What the bytes of all steps of the way may be together. */
  readonly limit: number;
}

export interface ConstrainedPath {
  /** The points of the way, first and last among them. */
  readonly points: readonly number[];
  readonly time: number;
  readonly bytes: number;
  /** No way within the limit takes less; equal to `time` unless the search was cut short. */
  readonly bound: number;
}

/** A way from the first point to this one. */
interface Label {
  readonly point: number;
  readonly time: number;
  readonly bytes: number;
  readonly before: Label | undefined;
}

/** Steps after which the exact search ends with the best way so far. */
const patience = 4_000_000;

/**
 * The way of least time within a limit of bytes. The Lagrangian relaxation finds a way and a bound (minimize time + λ·bytes; λ
 * by intersection, Handler and Zang, 1980), a search of labels with that bound closes the gap between both (Aneja, Aggarwal and
 * Nair, 1983). O(points²) for each λ.
 * @throws RangeError where not even one step from the first point to the last is within the limit
 */
export function constrainedPath(problem: PathProblem): ConstrainedPath {
  const fastest = relaxed(problem, 0);
  if (fastest.path.bytes <= problem.limit) return result(fastest.path, fastest.path.time);
  const direct = step({ point: 0, time: 0, bytes: 0, before: undefined }, problem.points - 1, problem);
  if (direct.bytes > problem.limit) throw new RangeError(`limit ${problem.limit}`);
  let [above, below] = [fastest.path, direct];
  for (;;) {
    const price = (below.time - above.time) / (above.bytes - below.bytes);
    const next = relaxed(problem, price);
    const { path, rest } = next;
    const gain = below.time + price * below.bytes - (path.time + price * path.bytes);
    if (price <= 0 || gain <= 1e-12 * below.time || path.bytes === above.bytes || path.bytes === below.bytes) {
      return closeGap(problem, below, price, rest, fastest.rest);
    }
    if (path.bytes <= problem.limit) below = path;
    else above = path;
  }
}

function step(from: Label, to: number, { time, bytes }: PathProblem): Label {
  return {
    point: to,
    time: from.time + time(from.point, to),
    bytes: from.bytes + bytes(from.point, to),
    before: from,
  };
}

function result(last: Label, bound: number): ConstrainedPath {
  const points: number[] = [];
  for (let label: Label | undefined = last; label !== undefined; label = label.before) points.unshift(label.point);
  return { points, time: last.time, bytes: last.bytes, bound };
}

/** The way of least time + price · bytes, and how much of that is still to come from each point. */
function relaxed(problem: PathProblem, price: number): { readonly path: Label; readonly rest: Float64Array } {
  const { points } = problem;
  const rest = new Float64Array(points).fill(Number.POSITIVE_INFINITY);
  const next = new Int32Array(points);
  rest[points - 1] = 0;
  for (let from = points - 2; from >= 0; from--) {
    for (let to = from + 1; to < points; to++) {
      const cost = problem.time(from, to) + price * problem.bytes(from, to) + rest[to]!;
      if (cost < rest[from]!) {
        rest[from] = cost;
        next[from] = to;
      }
    }
  }
  let path: Label = { point: 0, time: 0, bytes: 0, before: undefined };
  while (path.point < points - 1) path = step(path, next[path.point]!, problem);
  return { path, rest };
}

/** Goes on from every way that may still become better than the best one known. */
function closeGap(
  problem: PathProblem,
  known: Label,
  price: number,
  rest: Float64Array,
  fastest: Float64Array,
): ConstrainedPath {
  const { points, limit } = problem;
  const bound = rest[0]! - price * limit;
  const ways: Label[][] = Array.from({ length: points }, () => []);
  ways[0]!.push({ point: 0, time: 0, bytes: 0, before: undefined });
  let best = known;
  let left = patience;
  for (let from = 0; from < points - 1; from++) {
    for (const way of ways[from]!) {
      for (let to = from + 1; to < points; to++) {
        if (left-- === 0) return result(best, Math.min(bound, best.time));
        const longer = step(way, to, problem);
        if (longer.bytes > limit) continue;
        const atLeast = longer.time + Math.max(fastest[to]!, rest[to]! - price * (limit - longer.bytes));
        if (atLeast >= best.time) continue;
        if (to === points - 1) best = longer;
        else addUndominated(ways[to]!, longer);
      }
    }
    ways[from] = [];
  }
  return result(best, best.time);
}

function addUndominated(ways: Label[], way: Label): void {
  for (const other of ways) if (other.time <= way.time && other.bytes <= way.bytes) return;
  let kept = 0;
  for (const other of ways) if (other.time < way.time || other.bytes < way.bytes) ways[kept++] = other;
  ways.length = kept;
  ways.push(way);
}
