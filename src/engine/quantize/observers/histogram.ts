import type { Range } from '../scheme.ts';
import { MOST_BINS, NO_BINS, binOf, lastBin, regrid, widthFor, type Bins } from './bins.ts';
import { counters } from './counters.ts';
import { LONGEST_RUN, rangeOf } from './range.ts';

/** Batches smaller than this are counted one by one: going through all counters would cost more. */
const SMALL_BATCH = 2 * MOST_BINS;

/**
 * Histogram of all values added, in one pass and constant memory: more than 4,096 bins (unless every value is zero) and
 * at most 8,192 from the smallest to the largest value and zero, so that the longer side of zero has at least 2,048.
 * When the range grows, neighbouring bins merge pairwise. The result depends on the values alone, not on their order or
 * on how they came in batches.
 */
export class Histogram {
  #bins: Bins = { ...NO_BINS, counts: NO_BINS.counts.slice() };
  #low = 0;
  #high = 0;
  #min = Infinity;
  #max = -Infinity;
  #nan = 0;
  #infinite = 0;

  /**
   * Prepares the bins for values in `range`. Never needed, but a range known beforehand saves merging; one wider than
   * the values costs resolution. Bounds that are not finite are passed over.
   */
  widen(range: Range): void {
    if (Number.isFinite(range.min)) this.#low = Math.min(this.#low, range.min);
    if (Number.isFinite(range.max)) this.#high = Math.max(this.#high, range.max);
    const width = widthFor(this.#low, this.#high);
    const first = binOf(this.#low, width);
    const last = binOf(this.#high, width);
    if (width === this.#bins.width && first === this.#bins.first && last === lastBin(this.#bins)) return;
    counters.moveTo(this.#bins);
    this.#bins = regrid(this.#bins, width, first, last);
  }

  /** Adds every value of a batch; NaN and infinities are counted apart. */
  add(data: Float32Array): void {
    const small = data.length < SMALL_BATCH;
    for (let start = 0; start < data.length; start += LONGEST_RUN) {
      const end = Math.min(data.length, start + LONGEST_RUN);
      let position = small ? start : this.#countWithin(data, start, end);
      if (position === end) continue;
      // New extremes, something not finite, or the last few of the data.
      this.#see(rangeOf(data, position, end));
      if (!small) position = this.#countWithin(data, position, end);
      this.#countEach(data, position, end);
    }
    if (!small) counters.moveTo(this.#bins);
  }

  /** A copy of the counts so far. */
  get bins(): Bins {
    return { ...this.#bins, counts: this.#bins.counts.slice() };
  }

  /** Exact range of the finite values so far; null before the first. */
  get range(): Range | null {
    // `+ 0` turns −0 into 0.
    return this.#min <= this.#max ? { min: this.#min + 0, max: this.#max + 0 } : null;
  }

  get nan(): number {
    return this.#nan;
  }

  get infinite(): number {
    return this.#infinite;
  }

  #see(range: Range): void {
    if (range.min > range.max) return;
    this.#min = Math.min(this.#min, range.min);
    this.#max = Math.max(this.#max, range.max);
    this.widen(range);
  }

  #countWithin(data: Float32Array, start: number, end: number): number {
    return counters.countWithin(data, start, end, this.#min, this.#max, 1 / this.#bins.width);
  }

  #countEach(data: Float32Array, start: number, end: number): void {
    const { width, first, counts } = this.#bins;
    const inverse = 1 / width;
    for (let i = start; i < end; i++) {
      const value = data[i] ?? NaN;
      if (value - value === 0) {
        const bin = Math.ceil(value * inverse) - first;
        counts[bin] = (counts[bin] ?? 0) + 1;
      } else if (value !== value) this.#nan++;
      else this.#infinite++;
    }
  }
}
