import { RunningSums } from './runningSums.ts';

/** Stands for the count of a bin that quantization left empty where there should be mass. */
export const SMOOTHING = 1e-4;

/**
 * The divergence cannot tell a good range from one that clips nearly everything: the mass is then in the edge bin both
 * before and after. So no more than a tenth may be clipped.
 */
export const LEAST_KEPT = 0.9;

/**
 * Kullback–Leibler divergence between a histogram clipped to some of its bins (what lies outside is added to the edge
 * bins) and what is left of it after quantizing those bins to a few levels: the criterion of TensorRT's entropy
 * calibration (S. Migacz, "8-bit inference with TensorRT", GTC 2017).
 *
 * Level l of L covers the bins from ⌊l·n/L⌋ to ⌊(l+1)·n/L⌋ of the n that are kept; the mass that was there before
 * clipping is spread evenly over those of its bins that are not empty. An edge bin that only holds clipped mass has no
 * counterpart then and is taken as {@link SMOOTHING}; elsewhere smoothing changes each bin by less than a thousandth of
 * a count and is left out. Sums over runs of bins come from tables, so one divergence costs O(levels), not O(bins).
 */
export class ClippingDivergence {
  readonly #counts: Float64Array;
  readonly #levels: number;
  readonly #mass: RunningSums;
  /** Bins that are not empty. */
  readonly #filled: RunningSums;
  /** Count · ln count. */
  readonly #timesLog: RunningSums;

  constructor(counts: Float64Array, levels: number) {
    const count = (bin: number): number => counts[bin] ?? 0;
    this.#counts = counts;
    this.#levels = levels;
    this.#mass = new RunningSums(counts.length, count);
    this.#filled = new RunningSums(counts.length, (bin) => (count(bin) > 0 ? 1 : 0));
    this.#timesLog = new RunningSums(counts.length, (bin) => timesLog(count(bin)));
  }

  /**
   * Divergence in nats when the bins from `low` up to, but without, `high` are kept (no fewer than there are levels);
   * infinite if they hold too little.
   */
  of(low: number, high: number): number {
    const below = this.#mass.before(low);
    const kept = this.#mass.between(low, high);
    const above = this.#mass.between(high, this.#counts.length);
    const total = below + kept + above;
    if (kept === 0 || kept < LEAST_KEPT * total) return Infinity;

    const first = this.#counts[low] ?? 0;
    const last = this.#counts[high - 1] ?? 0;
    const clipped =
      this.#timesLog.between(low, high) -
      (timesLog(first) + timesLog(last)) +
      (timesLog(first + below) + timesLog(last + above));
    const quantized =
      this.#quantized(low, high) +
      below * Math.log(first > 0 ? this.#evenShare(low, this.#levelEnd(low, high, 0)) : SMOOTHING) +
      above * Math.log(last > 0 ? this.#evenShare(this.#levelEnd(low, high, this.#levels - 2), high) : SMOOTHING);
    return (clipped - quantized) / total - Math.log(total) + Math.log(kept);
  }

  /** Sum over the levels of their mass times the logarithm of what each of their filled bins gets. */
  #quantized(low: number, high: number): number {
    let sum = 0;
    let begin = low;
    for (let level = 0; level < this.#levels; level++) {
      const end = this.#levelEnd(low, high, level);
      const mass = this.#mass.between(begin, end);
      if (mass > 0) sum += mass * Math.log(mass / this.#filled.between(begin, end));
      begin = end;
    }
    return sum;
  }

  /** The bin after the last one of a level. */
  #levelEnd(low: number, high: number, level: number): number {
    return low + Math.floor(((level + 1) * (high - low)) / this.#levels);
  }

  #evenShare(begin: number, end: number): number {
    return this.#mass.between(begin, end) / this.#filled.between(begin, end);
  }
}

function timesLog(count: number): number {
  return count > 0 ? count * Math.log(count) : 0;
}
