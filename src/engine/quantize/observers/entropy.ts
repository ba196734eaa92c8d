import { integerLimits, type QuantizedType, type Range } from '../scheme.ts';
import { coarsen, magnitudes, withoutZeros, type Bins } from './bins.ts';
import { ClippingDivergence } from './divergence.ts';
import { within } from './range.ts';
import { minimize, minimizeReach, type Reach, type SearchOptions } from './search.ts';

/** Bins for each level when nothing is clipped: from this many to just under twice as many. */
const BINS_PER_LEVEL = 16;

/**
 * In bins. Many points, because the divergence jitters: in the sparse tail of a sample it matters whether the bin at the
 * edge happens to hold a value. The minimum is flat, and any of its dips is as good a range as the deepest.
 */
const SEARCH: SearchOptions = { coarsePoints: 256, finePoints: 64, resolution: 1 };

/**
 * The range that loses least information when values outside are clipped and those inside are quantized, measured by
 * {@link ClippingDivergence}: TensorRT's entropy calibration, on at least 2,048 bins for 8 bits.
 *
 * Symmetric schemes search one threshold for the magnitudes, with as many levels as the type has on one side of zero
 * (128 for int8) and 2,048 to 4,095 bins. Asymmetric ones search both ends, with all levels of the type (256) and 4,096
 * to 8,191 bins: first as one threshold, then either end in turn. Exact zeros are left out, and zero stays inside. The
 * search goes from coarse to fine. Types with more levels than there are bins (16 bits) lose nothing worth clipping for.
 *
 * @param seen range of the values in the bins; the result lies within it
 */
export function entropyRange(bins: Bins, seen: Range, type: QuantizedType, symmetric: boolean): Range {
  const limits = integerLimits(type, { symmetric });
  const steps = limits.max - limits.min;
  return symmetric
    ? symmetricRange(withoutZeros(bins), seen, Math.floor(steps / 2) + 1)
    : asymmetricRange(withoutZeros(bins), seen, steps + 1);
}

function symmetricRange(bins: Bins, seen: Range, levels: number): Range {
  const { width, counts } = magnitudes(bins, 2 * BINS_PER_LEVEL * levels - 1);
  if (counts.length < levels) return seen;
  const divergence = new ClippingDivergence(counts, levels);
  const cost = (threshold: number): number => {
    const high = Math.round(threshold);
    return high < levels ? Infinity : divergence.of(0, high);
  };
  const kept = minimize(cost, counts.length, SEARCH).argument;
  return within(seen, -Math.round(kept) * width, Math.round(kept) * width);
}

function asymmetricRange(fine: Bins, seen: Range, levels: number): Range {
  const bins = coarsen(fine, 2 * BINS_PER_LEVEL * levels - 1);
  const length = bins.counts.length;
  if (length < levels) return seen;

  // In bins. Bin 0 itself ends at zero and lies below it.
  const most: Reach = { below: 1 - bins.first, above: length - (1 - bins.first) };
  const divergence = new ClippingDivergence(bins.counts, levels);
  const cost = (below: number, above: number): number => {
    const low = most.below - Math.round(below);
    const high = most.below + Math.round(above);
    return high - low < levels ? Infinity : divergence.of(low, high);
  };
  const { below, above } = minimizeReach(cost, most, SEARCH);
  return within(seen, -Math.round(below) * bins.width, Math.round(above) * bins.width);
}
