import type { ObserverName } from '../../../protocol/options/quantizeStatic.ts';
import type { QuantizedType, Range } from '../scheme.ts';
import type { Bins } from './bins.ts';
import { entropyRange } from './entropy.ts';
import { meanSquaredErrorRange } from './mse.ts';
import { DEFAULT_PERCENTILE, percentileRange } from './percentile.ts';
import type { TensorStatistics } from './statistics.ts';

export interface RangeOptions {
  readonly type: QuantizedType;
  readonly symmetric: boolean;
  /** For the percentile observer, in (50, 100]; 99.999 unless given. */
  readonly percentile?: number;
}

/** The chosen range, or why there is none. */
export type RangeChoice =
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'unusable'; readonly reason: 'no-values' | 'nan' | 'infinite' | 'not-collected' };

type SearchHistogram = (bins: Bins, seen: Range, options: RangeOptions) => Range;

const HISTOGRAM_SEARCHES: Readonly<Record<Exclude<ObserverName, 'min-max' | 'moving-average'>, SearchHistogram>> = {
  entropy: (bins, seen, { type, symmetric }) => entropyRange(bins, seen, type, symmetric),
  percentile: (bins, seen, { percentile, symmetric }) =>
    percentileRange(bins, seen, percentile ?? DEFAULT_PERCENTILE, symmetric),
  mse: (bins, seen, { type, symmetric }) => meanSquaredErrorRange(bins, seen, type, symmetric),
};

/** Whether the observer needs all values, in a histogram, and not just the smallest and largest of each batch. */
export function needsHistogram(observer: ObserverName): boolean {
  return observer in HISTOGRAM_SEARCHES;
}

/**
 * The range an observer chooses for a tensor. Values that are not finite rule a tensor out: no integer stands for them.
 *
 * @throws {RangeError} if the percentile is not in (50, 100]
 */
export function chooseRange(statistics: TensorStatistics, observer: ObserverName, options: RangeOptions): RangeChoice {
  const { range, movingAverage, bins } = statistics;
  if (statistics.nan > 0) return { kind: 'unusable', reason: 'nan' };
  if (statistics.infinite > 0) return { kind: 'unusable', reason: 'infinite' };
  if (range === null) return { kind: 'unusable', reason: 'no-values' };
  if (observer === 'min-max') return { kind: 'range', range };
  if (observer === 'moving-average') {
    return movingAverage === null
      ? { kind: 'unusable', reason: 'not-collected' }
      : { kind: 'range', range: movingAverage };
  }
  return bins === null
    ? { kind: 'unusable', reason: 'not-collected' }
    : { kind: 'range', range: HISTOGRAM_SEARCHES[observer](bins, range, options) };
}
