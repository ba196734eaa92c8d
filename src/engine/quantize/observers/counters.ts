import { MOST_BINS, type Bins } from './bins.ts';

/** The counting loop, and the counters of the batch being added: shared by all histograms and zero between batches. */
export interface Counters {
  /**
   * Counts groups of four values as long as they lie within [min, max], which the bins must cover; returns where it
   * stopped: at a group that does not (NaN never does), or at the last few. `inverse` is 1 / bin width.
   */
  countWithin(data: Float32Array, start: number, end: number, min: number, max: number, inverse: number): number;
  /** Moves what was counted to `bins`. */
  moveTo(bins: Bins): void;
}

/**
 * How the loop is written is worth a factor of two, measured on V8 11:
 * - The counters are a constant of the closure, so that their address becomes part of the code. A constant of the module
 *   would do, had not the bundler turned it into a variable.
 * - There are two counters for each bin, side by side, and neighbouring values count in different ones: when half of the
 *   values are the same (zeros after Relu), an increment need not wait for the previous one to be stored.
 * - The offset is not an integer, so that V8 never takes the sum for a small integer, which it would check each time.
 * - Two groups a turn make the function too long to be inlined; inlined into its caller it runs out of registers.
 *
 * Counters of 32 bits suffice for a batch: the longest typed array has 2^32 elements, and each lane gets half of them.
 */
function createCounters(): Counters {
  // Bin k has its counters from 2 · (k + MOST_BINS), for k from −MOST_BINS to MOST_BINS.
  const counters = new Uint32Array(2 * (2 * MOST_BINS + 1));
  const offset = MOST_BINS + 0.5;

  function countWithin(
    data: Float32Array,
    start: number,
    end: number,
    min: number,
    max: number,
    inverse: number,
  ): number {
    let i = start;
    while (i + 7 < end) {
      const a = data[i] ?? NaN;
      const b = data[i + 1] ?? NaN;
      const c = data[i + 2] ?? NaN;
      const d = data[i + 3] ?? NaN;
      if (!(a >= min && a <= max && b >= min && b <= max && c >= min && c <= max && d >= min && d <= max)) break;
      const binA = ((Math.ceil(a * inverse) + offset) | 0) << 1;
      counters[binA] = (counters[binA] ?? 0) + 1;
      const binB = (((Math.ceil(b * inverse) + offset) | 0) << 1) + 1;
      counters[binB] = (counters[binB] ?? 0) + 1;
      const binC = ((Math.ceil(c * inverse) + offset) | 0) << 1;
      counters[binC] = (counters[binC] ?? 0) + 1;
      const binD = (((Math.ceil(d * inverse) + offset) | 0) << 1) + 1;
      counters[binD] = (counters[binD] ?? 0) + 1;
      i += 4;
      const e = data[i] ?? NaN;
      const f = data[i + 1] ?? NaN;
      const g = data[i + 2] ?? NaN;
      const h = data[i + 3] ?? NaN;
      if (!(e >= min && e <= max && f >= min && f <= max && g >= min && g <= max && h >= min && h <= max)) break;
      const binE = ((Math.ceil(e * inverse) + offset) | 0) << 1;
      counters[binE] = (counters[binE] ?? 0) + 1;
      const binF = (((Math.ceil(f * inverse) + offset) | 0) << 1) + 1;
      counters[binF] = (counters[binF] ?? 0) + 1;
      const binG = ((Math.ceil(g * inverse) + offset) | 0) << 1;
      counters[binG] = (counters[binG] ?? 0) + 1;
      const binH = (((Math.ceil(h * inverse) + offset) | 0) << 1) + 1;
      counters[binH] = (counters[binH] ?? 0) + 1;
      i += 4;
    }
    return i;
  }

  function moveTo(bins: Bins): void {
    const { first, counts } = bins;
    for (let i = 0; i < counts.length; i++) {
      const counter = 2 * (first + i + MOST_BINS);
      counts[i] = (counts[i] ?? 0) + (counters[counter] ?? 0) + (counters[counter + 1] ?? 0);
      counters[counter] = 0;
      counters[counter + 1] = 0;
    }
  }

  return { countWithin, moveTo };
}

export const counters: Counters = createCounters();
