/** Microseconds of a kernel in one run of the model, as they were seen, and how often it ran in it. */
export interface SeenTime {
  readonly microseconds: number;
  readonly count: number;
}

/** A kernel keeps at least this share of what was seen of it: it did run. */
const kept = 0.1;

/**
 * Takes out of kernels' times what the profiler itself took. It notes sizes and shapes while its clock runs, which costs
 * each kernel about the same, a few microseconds, and that is more than many kernels take. How much it is on this machine
 * follows from runs without the profiler: the same for all kernels, such that together they take no longer than such a run.
 * @param available microseconds of kernels in a run while nobody looks
 * @returns the times in their order; as they were seen where all of them fit
 */
export function withoutProfiler(seen: readonly SeenTime[], available: number): readonly number[] {
  const excess = seen.reduce((sum, { microseconds }) => sum + microseconds, 0) - available;
  const cost = excess <= 0 ? 0 : costOfNoting(seen, excess);
  return seen.map(({ microseconds, count }) => Math.max(kept * microseconds, microseconds - cost * count));
}

/** What noting one kernel takes, so that all of it together is `excess`, or as much of it as kernels can spare. */
function costOfNoting(seen: readonly SeenTime[], excess: number): number {
  const spare = ({ microseconds }: SeenTime): number => (1 - kept) * microseconds;
  const ran = seen.filter(({ count }) => count > 0);
  // Those that can spare least for each of their runs come first; they give all of it where the cost is more.
  const byLimit = ran.toSorted((a, b) => spare(a) / a.count - spare(b) / b.count);
  let left = excess;
  let runs = ran.reduce((sum, { count }) => sum + count, 0);
  for (const kernel of byLimit) {
    const limit = spare(kernel) / kernel.count;
    if (limit * runs >= left) return left / runs;
    left -= spare(kernel);
    runs -= kernel.count;
  }
  return Number.POSITIVE_INFINITY;
}
