import type { Range } from '../scheme.ts';
import { mergeBins, type Bins } from './bins.ts';

/** What was seen of one tensor: enough to choose its range with any observer that needed no more. */
export interface TensorStatistics {
  /** Batches observed. */
  readonly batches: number;
  /** Values that were NaN. Where only ranges were observed: batches with a NaN bound. */
  readonly nan: number;
  /** The same for positive and negative infinity. */
  readonly infinite: number;
  /** Range of the finite values; null if there were none. */
  readonly range: Range | null;
  /** Null if not observed. */
  readonly movingAverage: Range | null;
  /** Null if not observed. */
  readonly bins: Bins | null;
}

/**
 * Statistics of tensors that must share their parameters, as if they were one: the union of what was seen. Something
 * not observed for all of them is null.
 *
 * @throws {RangeError} if there is none
 */
export function mergeStatistics(all: readonly TensorStatistics[]): TensorStatistics {
  if (all.length === 0) throw new RangeError('no statistics to merge');
  return all.reduce((a, b) => ({
    batches: Math.max(a.batches, b.batches),
    nan: a.nan + b.nan,
    infinite: a.infinite + b.infinite,
    range: union(a.range, b.range),
    movingAverage:
      a.movingAverage !== null && b.movingAverage !== null ? union(a.movingAverage, b.movingAverage) : null,
    bins: a.bins !== null && b.bins !== null ? mergeBins(a.bins, b.bins) : null,
  }));
}

/** The smallest range that holds both; null stands for no values. */
export function union(a: Range | null, b: Range | null): Range | null {
  if (a === null || b === null) return a ?? b;
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}
