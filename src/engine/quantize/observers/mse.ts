import { parametersFromRange, type QuantizedType, type Range } from '../scheme.ts';
import type { Bins } from './bins.ts';
import { QuantizationModel } from './quantizationModel.ts';
import { within } from './range.ts';
import { minimize, minimizeReach, type Reach } from './search.ts';

/** Thresholds closer than this, relative to the largest magnitude, are not told apart. */
const RESOLUTION = 2 ** -12;

/**
 * The range whose parameters give the smallest mean squared error, rounding and clipping together, for the values in
 * the bins. Symmetric schemes search one threshold, others both ends. Zero stays inside.
 *
 * @param seen range of the values in the bins; the result lies within it
 */
export function meanSquaredErrorRange(bins: Bins, seen: Range, type: QuantizedType, symmetric: boolean): Range {
  const model = new QuantizationModel(bins, seen);
  const cost = (below: number, above: number): number =>
    model.meanSquaredError(parametersFromRange({ min: -below, max: above }, type, { symmetric }), { symmetric });

  const most: Reach = { below: Math.max(0, -seen.min), above: Math.max(0, seen.max) };
  const furthest = Math.max(most.below, most.above);
  if (furthest === 0) return seen;
  const search = { coarsePoints: 64, finePoints: 8, resolution: furthest * RESOLUTION };
  if (symmetric) {
    const threshold = minimize((reach) => cost(reach, reach), furthest, search).argument;
    return within(seen, -threshold, threshold);
  }
  const { below, above } = minimizeReach(cost, most, search);
  return within(seen, -below, above);
}
