import type { Histogram } from '../../protocol/graph/tensor.ts';
import type { RealNumbers } from '../../engine/onnx/elements/pieces.ts';

/** Counts of the finite elements of a known range, of elements that come in pieces. */
export class HistogramCounts {
  private readonly low: number;
  private readonly high: number;
  private readonly counts: Float64Array;
  // Halves, which are exact: the range of float64 is more than a float64.
  private readonly halfLow: number;
  private readonly halfWidth: number;

  /** @param most bins; of integers there may be fewer, so that each bin holds the same number of them */
  constructor(min: number, max: number, most: number, integers: boolean) {
    if (integers) {
      const width = Math.max(1, Math.ceil((max - min + 1) / most));
      this.counts = new Float64Array(Math.ceil((max - min + 1) / width));
      this.low = min - 0.5;
      this.high = this.low + width * this.counts.length;
      this.halfWidth = width / 2;
    } else {
      this.halfWidth = (max / 2 - min / 2) / most;
      // One bin is enough for one value.
      this.counts = new Float64Array(this.halfWidth > 0 ? most : 1);
      this.low = min;
      this.high = max;
    }
    this.halfLow = this.low / 2;
  }

  add(values: RealNumbers): void {
    const { counts, halfLow, halfWidth } = this;
    const last = counts.length - 1;
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      const bin = last === 0 ? 0 : Math.floor((value / 2 - halfLow) / halfWidth);
      // The largest value is the upper edge of the last bin.
      counts[bin > last ? last : bin]!++;
    }
  }

  histogram(): Histogram {
    return { low: this.low, high: this.high, counts: this.counts };
  }
}
