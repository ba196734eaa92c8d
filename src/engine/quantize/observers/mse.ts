import { parametersFromRange, type QuantizedType, type Range } from '../scheme.ts';
import type { Bins } from './bins.ts';
import { QuantizationModel } from './quantizationModel.ts';
import { minimizeReach, type Reach } from './search.ts';

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
  const resolution = Math.max(most.below, most.above) * RESOLUTION;
  if (resolution === 0) return seen;
  const { below, above } = minimizeReach(cost, most, resolution);
  return { min: Math.max(seen.min, -below), max: Math.min(seen.max, above) };
}
