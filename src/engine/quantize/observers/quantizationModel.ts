import { integerLimits, type QuantizationParameters, type Range, type SchemeOptions } from '../scheme.ts';
import { binOf, withoutZeros, type Bins } from './bins.ts';
import { RunningSums } from './runningSums.ts';

/** Sums of 1, x and x² over some values. */
interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly square: number;
}

const NOTHING: Moments = { count: 0, sum: 0, square: 0 };

/**
 * Expected squared error of quantizing the values in a histogram, rounding and clipping included, if the values of each
 * bin are spread evenly over it. Sums up to every bin edge make the error of one set of parameters cost O(integers of
 * the type), whatever the number of values or bins. Exact zeros have no error and are left out.
 */
export class QuantizationModel {
  readonly #bins: Bins;
  readonly #seen: Range;
  readonly #total: number;
  readonly #counts: RunningSums;
  readonly #sums: RunningSums;
  readonly #squares: RunningSums;

  constructor(bins: Bins, seen: Range) {
    this.#total = bins.counts.reduce((sum, count) => sum + count, 0);
    this.#bins = withoutZeros(bins);
    this.#seen = seen;
    const { length } = bins.counts;
    const moments = (bin: number): Moments => this.#part(bin, this.#edge(bin + 1));
    this.#counts = new RunningSums(length, (bin) => this.#bins.counts[bin] ?? 0);
    this.#sums = new RunningSums(length, (bin) => moments(bin).sum);
    this.#squares = new RunningSums(length, (bin) => moments(bin).square);
  }

  /** Mean squared error under `parameters`, whose integers keep within the limits of the scheme. */
  meanSquaredError(parameters: QuantizationParameters, scheme: SchemeOptions = {}): number {
    if (this.#total === 0) return 0;
    const limits = integerLimits(parameters.type, scheme);
    const low = limits.min - parameters.zeroPoint;
    const high = limits.max - parameters.zeroPoint;
    const { scale } = parameters;
    const error =
      scale < this.#bins.width ? this.#errorOfFineSteps(low, high, scale) : this.#errorOfSteps(low, high, scale);
    return Math.max(0, error) / this.#total;
  }

  /** Every value goes to the nearest of the multiples of `scale` from `low` to `high`. */
  #errorOfSteps(low: number, high: number, scale: number): number {
    const first = Math.max(low, Math.min(high, Math.floor(this.#seen.min / scale)));
    const last = Math.max(first, Math.min(high, Math.ceil(this.#seen.max / scale)));
    let error = 0;
    let before = NOTHING;
    for (let step = first; step <= last; step++) {
      const upTo = this.#upTo(step === last ? Infinity : (step + 0.5) * scale);
      error += errorAround(step * scale, before, upTo);
      before = upTo;
    }
    return error;
  }

  /** Steps so fine that several fall into a bin: errors of rounding are spread evenly over ± half a step. */
  #errorOfFineSteps(low: number, high: number, scale: number): number {
    const below = this.#upTo(low * scale);
    const within = this.#upTo(high * scale);
    return (
      errorAround(low * scale, NOTHING, below) +
      ((within.count - below.count) * scale * scale) / 12 +
      errorAround(high * scale, within, this.#upTo(Infinity))
    );
  }

  #upTo(value: number): Moments {
    if (value <= this.#seen.min) return NOTHING;
    const beyond = value >= this.#seen.max;
    const bin = beyond ? this.#bins.counts.length : binOf(value, this.#bins.width) - this.#bins.first;
    const part = beyond ? NOTHING : this.#part(bin, value);
    return {
      count: this.#counts.before(bin) + part.count,
      sum: this.#sums.before(bin) + part.sum,
      square: this.#squares.before(bin) + part.square,
    };
  }

  /** Of the values in a bin up to `value`, which lies in it. */
  #part(bin: number, value: number): Moments {
    const low = this.#edge(bin);
    const width = this.#edge(bin + 1) - low;
    const share = width > 0 ? (value - low) / width : 1;
    const count = share * (this.#bins.counts[bin] ?? 0);
    return {
      count,
      sum: (count * (low + value)) / 2,
      square: (count * (low * low + low * value + value * value)) / 3,
    };
  }

  /** Lower edge of a bin; the outermost bins are cut to the range that was seen. */
  #edge(bin: number): number {
    const edge = (this.#bins.first + bin - 1) * this.#bins.width;
    return Math.min(this.#seen.max, Math.max(this.#seen.min, edge));
  }
}

/** Sum of (x − level)² over the values between two points. */
function errorAround(level: number, from: Moments, to: Moments): number {
  return to.square - from.square - 2 * level * (to.sum - from.sum) + level * level * (to.count - from.count);
}
