import type { Range } from '../scheme.ts';
import { MOST_BINS, magnitudes, type Bins } from './bins.ts';
import { within } from './range.ts';

export const DEFAULT_PERCENTILE = 99.999;

/**
 * The range that holds `percentile` percent of the values. Symmetric schemes cut off the largest magnitudes; others cut
 * half of the rest off either end. Within a bin, values are taken as spread evenly.
 *
 * @param seen range of the values in the bins; the result lies within it
 * @param percentile more than 50, at most 100
 * @throws {RangeError} if `percentile` is not in (50, 100]
 */
export function percentileRange(bins: Bins, seen: Range, percentile: number, symmetric: boolean): Range {
  if (!(percentile > 50 && percentile <= 100)) throw new RangeError(`percentile ${percentile}`);
  const total = bins.counts.reduce((sum, count) => sum + count, 0);
  const rest = total * (1 - percentile / 100);
  if (symmetric) {
    const { width, counts } = magnitudes(bins, MOST_BINS);
    const threshold = width * (counts.length - depth(counts.toReversed(), rest));
    return within(seen, -threshold, threshold);
  }
  const low = bins.first - 1 + depth(bins.counts, rest / 2);
  const high = bins.first - 1 + bins.counts.length - depth(bins.counts.toReversed(), rest / 2);
  return within(seen, low * bins.width, high * bins.width);
}

/** How many bins, from the first one on, hold `amount` values. */
function depth(counts: Float64Array, amount: number): number {
  let remaining = amount;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (count > remaining) return i + remaining / count;
    remaining -= count;
  }
  return counts.length;
}
