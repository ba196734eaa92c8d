import type { Grid } from '../../../protocol/result/sensitivity.ts';
import { withoutZeros } from '../../quantize/observers/bins.ts';
import { QuantizationModel } from '../../quantize/observers/quantizationModel.ts';
import { RunningSums } from '../../quantize/observers/runningSums.ts';
import { integerLimits, type QuantizationParameters, type Range } from '../../quantize/scheme.ts';
import type { Bins } from '../../quantize/observers/bins.ts';

/**
 * What quantization makes of values that are known as a histogram, with any parameters: spread evenly over each bin, as the
 * observers take them.
 */
export class ExpectedQuantization {
  private readonly bins: Bins;
  private readonly seen: Range;
  private readonly total: number;
  private readonly counts: RunningSums;
  private readonly meanSquare: number;
  private readonly model: QuantizationModel;

  /** @param seen range of the values in the bins */
  constructor(bins: Bins, seen: Range) {
    this.seen = seen;
    this.total = bins.counts.reduce((sum, count) => sum + count, 0);
    // Zeros are represented exactly, and are no signal either.
    this.bins = withoutZeros(bins);
    this.counts = new RunningSums(bins.counts.length, (bin) => this.bins.counts[bin] ?? 0);
    let squares = 0;
    for (const [bin, count] of this.bins.counts.entries()) {
      const [low, high] = [this.edge(bin), this.edge(bin + 1)];
      squares += (count * (low * low + low * high + high * high)) / 3;
    }
    this.meanSquare = this.total === 0 ? 0 : squares / this.total;
    this.model = new QuantizationModel(bins, seen);
  }

  grid(parameters: QuantizationParameters): Grid {
    const { scale, zeroPoint, type } = parameters;
    const limits = integerLimits(type);
    const low = (limits.min - zeroPoint) * scale;
    const high = (limits.max - zeroPoint) * scale;
    const error = this.model.meanSquaredError(parameters);
    // Half a step beyond the last integer values are only rounded to it, as all others are to theirs.
    const outside =
      this.below(low - scale / 2) + this.counts.before(this.bins.counts.length) - this.below(high + scale / 2);
    return {
      ...{ low, high, scale, zeroPoint },
      clipped: this.total === 0 ? 0 : outside / this.total,
      sqnr: error === 0 ? Infinity : 10 * Math.log10(this.meanSquare / error),
    };
  }

  /** How many of the values are below a point. */
  private below(value: number): number {
    const { counts, first, width } = this.bins;
    if (value <= this.seen.min) return 0;
    if (value >= this.seen.max) return this.counts.before(counts.length);
    const bin = Math.ceil(value / width) - first;
    const [low, high] = [this.edge(bin), this.edge(bin + 1)];
    return this.counts.before(bin) + (high > low ? (value - low) / (high - low) : 0) * (counts[bin] ?? 0);
  }

  /** Lower edge of a bin; the outermost bins are cut to the range that was seen. */
  private edge(bin: number): number {
    const edge = (this.bins.first + bin - 1) * this.bins.width;
    return Math.min(this.seen.max, Math.max(this.seen.min, edge));
  }
}
