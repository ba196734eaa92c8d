/** A median and the interval in which the true one lies with 95 % confidence. */
export interface MedianInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** z of the normal distribution for 95 %. */
const z = 1.96;

/**
 * The median of measurements with its distribution-free confidence interval: the number of measurements below the true
 * median is binomial with p = ½, so the bounds are order statistics, n/2 ∓ z·√n/2 (David and Nagaraja, Order Statistics,
 * 7.1, in the normal approximation). With fewer than six measurements it is their whole range.
 * @throws RangeError without measurements
 */
export function medianInterval(measurements: readonly number[]): MedianInterval {
  const sorted = measurements.toSorted((a, b) => a - b);
  const count = sorted.length;
  const at = (index: number): number => {
    const value = sorted[Math.max(0, Math.min(count - 1, index))];
    if (value === undefined) throw new RangeError('no measurements');
    return value;
  };
  const half = (z * Math.sqrt(count)) / 2;
  return {
    median: (at(Math.floor((count - 1) / 2)) + at(Math.ceil((count - 1) / 2))) / 2,
    low: at(Math.floor(count / 2 - half) - 1),
    high: at(Math.ceil(count / 2 + half)),
  };
}
