/**
 * A histogram of signed values. Bin k, counted from `first`, holds the values in ((k − 1) · width, k · width]: bins
 * lie on multiples of the width, and bin 0, the one that ends at zero, is always among them. Data without negative
 * values (after Relu) so has its exact zeros, and nothing else, in bin 0.
 */
export interface Bins {
  /** A power of two, so that two neighbours merge into exactly one bin of twice the width. */
  readonly width: number;
  /** Number k of the bin that `counts` begins with; at most 0. */
  readonly first: number;
  /** Float64 counts are exact up to 2^53. */
  readonly counts: Float64Array;
}

/** Most bins a histogram has: 32 KiB of counters in each of the two lanes of the counting loop. */
export const MOST_BINS = 8192;

/** Narrow enough that the smallest denormal float32, 2^−149, needs no more than {@link MOST_BINS}. */
export const NARROWEST_WIDTH = 2 ** -161;

export const NO_BINS: Bins = { width: NARROWEST_WIDTH, first: 0, counts: new Float64Array(1) };

/** Number of the bin that `value` belongs to. */
export function binOf(value: number, width: number): number {
  // `+ 0` turns −0 into 0.
  return Math.ceil(value / width) + 0;
}

/**
 * The narrowest width whose bins cover [min, max] and zero. It depends on nothing but the range, and never shrinks when
 * the range grows: a histogram widened step by step is the same as one that knew the range from the beginning.
 */
export function widthFor(min: number, max: number): number {
  const low = Math.min(min, 0);
  const high = Math.max(max, 0);
  if (low === high) return NARROWEST_WIDTH;
  const fits = (width: number): boolean => binOf(high, width) - binOf(low, width) < MOST_BINS;
  let width = Math.max(NARROWEST_WIDTH, 2 ** Math.floor(Math.log2((high - low) / MOST_BINS)));
  while (!fits(width)) width *= 2;
  while (width > NARROWEST_WIDTH && fits(width / 2)) width /= 2;
  return width;
}

/** The same counts in bins of `width` from `first` to `last`: as wide as before or wider, over as much or more. */
export function regrid(bins: Bins, width: number, first: number, last: number): Bins {
  const counts = new Float64Array(last - first + 1);
  const ratio = bins.width / width;
  for (let i = 0; i < bins.counts.length; i++) {
    // Exact: rounding up to multiples of the old width and then to multiples of the new is rounding up to the new.
    const bin = Math.ceil((bins.first + i) * ratio) - first;
    counts[bin] = (counts[bin] ?? 0) + (bins.counts[i] ?? 0);
  }
  return { width, first, counts };
}

/** Number of the last bin. */
export function lastBin(bins: Bins): number {
  return bins.first + bins.counts.length - 1;
}

/** Neighbours merged until there are at most `most` bins (2 or more). */
export function coarsen(bins: Bins, most: number): Bins {
  let { width, first } = bins;
  let last = lastBin(bins);
  while (last - first >= most) {
    width *= 2;
    first = halved(first);
    last = halved(last);
  }
  return width === bins.width ? bins : regrid(bins, width, first, last);
}

/** The union of two sets of values: what one histogram of both would have been. */
export function mergeBins(a: Bins, b: Bins): Bins {
  let width = Math.max(a.width, b.width);
  const within = (bin: number, bins: Bins): number => Math.ceil(bin * (bins.width / width)) + 0;
  let first = Math.min(within(a.first, a), within(b.first, b));
  let last = Math.max(within(lastBin(a), a), within(lastBin(b), b));
  while (last - first >= MOST_BINS) {
    width *= 2;
    first = halved(first);
    last = halved(last);
  }
  const union = regrid(a, width, first, last);
  for (const [bin, count] of regrid(b, width, first, last).counts.entries())
    union.counts[bin] = (union.counts[bin] ?? 0) + count;
  return union;
}

/** Number of the bin of twice the width that swallows bin `bin`. */
function halved(bin: number): number {
  return Math.ceil(bin / 2) + 0;
}

/**
 * How many of the values are exactly zero: what bin 0 holds beyond its left neighbour. Without negative values this is
 * exact; with them, a peak at zero (padding, hard swish) stands out while a smooth density hides none.
 */
export function zerosIn(bins: Bins): number {
  const zero = -bins.first;
  return Math.max(0, (bins.counts[zero] ?? 0) - (bins.counts[zero - 1] ?? 0));
}

/** The bins without the values that are exactly zero. Every scheme represents those exactly. */
export function withoutZeros(bins: Bins): Bins {
  const counts = bins.counts.slice();
  counts[-bins.first] = (counts[-bins.first] ?? 0) - zerosIn(bins);
  return { ...bins, counts };
}

/** Counts of the absolute values, from zero up, in bins merged pairwise until there are at most `most`. */
export function magnitudes(bins: Bins, most: number): { readonly width: number; readonly counts: Float64Array } {
  const last = lastBin(bins);
  const length = Math.max(1 - bins.first, last);
  let merged = 1;
  while (length > most * merged) merged *= 2;
  const counts = new Float64Array(Math.ceil(length / merged));
  for (let bin = bins.first; bin <= last; bin++) {
    const magnitude = bin > 0 ? bin - 1 : -bin;
    counts[Math.floor(magnitude / merged)] =
      (counts[Math.floor(magnitude / merged)] ?? 0) + (bins.counts[bin - bins.first] ?? 0);
  }
  return { width: bins.width * merged, counts };
}
