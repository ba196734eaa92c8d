import type { MixedOptions } from '../../../protocol/options/mixed.ts';
import { fastest, type Rated } from './front.ts';

/** What a point has to be like, beside accurate. */
export interface Limits extends Pick<MixedOptions, 'maxLatency' | 'maxSize'> {
  /** Bytes of the original. */
  readonly floatBytes: number;
}

/** Whether a point keeps to the limits: shares of the latency and of the bytes of the original. */
export function isWithin({ speedup, bytes }: Pick<Rated, 'speedup' | 'bytes'>, limits: Limits): boolean {
  const { maxLatency = Number.POSITIVE_INFINITY, maxSize = Number.POSITIVE_INFINITY, floatBytes } = limits;
  return 1 / speedup.median <= maxLatency && bytes <= maxSize * floatBytes;
}

/**
 * The point that meets what was asked for. With a floor it is the cheapest within the limits that meets it: the fastest, and
 * of equally fast ones the smallest. Without a floor it is the most accurate within the limits, and where there are none, the
 * most accurate that is faster than the original: a slower one would gain nothing. Undefined where no point meets it.
 */
export function choose(
  points: readonly Rated[],
  isMet: ((point: Rated) => boolean) | undefined,
  limits: Limits,
): Rated | undefined {
  const within = points.filter((each) => isWithin(each, limits));
  if (isMet !== undefined) return fastest(within.filter(isMet));
  const isLimited = limits.maxLatency !== undefined || limits.maxSize !== undefined;
  const faster = isLimited ? within : within.filter(({ speedup }) => speedup.low > 1);
  return mostAccurate(faster) ?? (isLimited ? undefined : mostAccurate(within));
}

/** Of points the most accurate; of equally accurate ones the fastest. */
export function mostAccurate(points: readonly Rated[]): Rated | undefined {
  const best = Math.max(...points.map(({ score }) => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score)));
  return fastest(points.filter(({ score }) => score === best));
}
