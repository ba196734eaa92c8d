import type { LatencyDistribution } from '../../protocol/result/benchmark.ts';
import type { Contender } from './contender.ts';
import { launchInterval } from './launchInterval.ts';
import type { MedianInterval } from './median.ts';
import { quantile } from './quantile.ts';

/** Shares of the sorted times that are told, at most: 0, 0.5 %, … 100 %. */
const steps = 200;

/** How long runs of a contender take, all launches together; absent where it never ran. */
export function latencyDistribution(contender: Contender): LatencyDistribution | undefined {
  const sorted = sortedTimes(contender);
  const interval = intervalAround(contender, sorted);
  if (interval === undefined) return undefined;
  const count = Math.min(steps, Math.max(1, sorted.length - 1));
  return {
    p50: interval,
    p90: quantile(sorted, 0.9),
    p99: quantile(sorted, 0.99),
    runs: sorted.length,
    quantiles: Array.from({ length: count + 1 }, (_, step) => quantile(sorted, step / count)),
  };
}

/** The median of its run times with the interval that its launches give it. */
export function latencyInterval(contender: Contender): MedianInterval | undefined {
  return intervalAround(contender, sortedTimes(contender));
}

function sortedTimes({ launches }: Contender): Float64Array {
  const blocks = launches.flatMap(({ blocks }) => blocks.map(({ times }) => times));
  const all = new Float64Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const times of blocks) {
    all.set(times, place);
    place += times.length;
  }
  return all.sort();
}

function intervalAround({ launches }: Contender, sorted: Float64Array): MedianInterval | undefined {
  const logs = launches
    .map(({ blocks }) => blocks.map(({ median }) => Math.log(median)))
    .filter((each) => each.length > 0);
  if (logs.length === 0) return undefined;
  const { low, high } = launchInterval(logs);
  const median = quantile(sorted, 0.5);
  return { median, low: Math.min(median, Math.exp(low)), high: Math.max(median, Math.exp(high)) };
}
