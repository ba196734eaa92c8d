import type { BenchmarkReport, BenchmarkVariant, LatencyRatio } from './benchmark.ts';
import type { ComparedMetric } from './evaluation.ts';
import type { Duration } from './duration.ts';

/** Floating-point operations of a run: a multiplication with its addition is two. */
export function flops(macs: number): number {
  return 2 * macs;
}

/** Share that is gone, 0 to 1; below 0 where it grew. Undefined where there was nothing. */
export function reduction(before: number, after: number): number | undefined {
  return before > 0 ? 1 - after / before : undefined;
}

/** How many times smaller: bytes of the original for each byte of the variant. */
export function compressionRatio(before: number, after: number): number | undefined {
  return after > 0 ? before / after : undefined;
}

/** How many times faster, with its interval: the reciprocal of what the variant's runs take of the original's. */
export function speedup({ median, low, high }: Pick<LatencyRatio, 'median' | 'low' | 'high'>): Duration {
  return { median: 1 / median, low: 1 / high, high: 1 / low };
}

/** Accuracy drop rate: the share of a metric's value that is lost, below 0 where it is better. Undefined for a value of 0. */
export function accuracyDropRate({
  before,
  after,
  better,
}: Pick<ComparedMetric, 'before' | 'after' | 'better'>): number | undefined {
  const lost = (better === 'higher' ? before - after : after - before) / Math.abs(before);
  return Number.isFinite(lost) ? lost : undefined;
}

/** What a variant is compared with: the original on the same provider; for the originals on further providers, that on the first. Undefined for the first of all. */
export function baselineOf(
  variants: BenchmarkReport['variants'],
  variant: BenchmarkVariant,
): BenchmarkVariant | undefined {
  const [original] = variants;
  const beside = variants.find(({ provider }) => provider === variant.provider);
  return variant === original ? undefined : beside === variant ? original : beside;
}
