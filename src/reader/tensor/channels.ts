import type { ChannelRanges } from '../../protocol/graph/tensor.ts';
import type { RealNumbers } from '../../engine/onnx/elements/pieces.ts';

/** Smallest and largest finite element of each entry of one dimension, of elements that come in pieces, in order. */
export class ChannelFigures {
  private readonly min: Float64Array;
  private readonly max: Float64Array;
  /** Elements from one entry of the dimension to the next. */
  private readonly stride: number;
  private channel = 0;
  private inChannel = 0;

  constructor(
    dims: readonly number[],
    private readonly axis: number,
  ) {
    const channels = dims[axis] ?? 0;
    this.min = new Float64Array(channels).fill(Number.NaN);
    this.max = new Float64Array(channels).fill(Number.NaN);
    this.stride = dims.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  }

  add(numbers: RealNumbers): void {
    for (let from = 0; from < numbers.length;) {
      const length = Math.min(this.stride - this.inChannel, numbers.length - from);
      this.addRun(numbers, from, from + length);
      from += length;
      this.inChannel += length;
      if (this.inChannel < this.stride) continue;
      this.inChannel = 0;
      this.channel = (this.channel + 1) % this.min.length;
    }
  }

  ranges(): ChannelRanges {
    return { axis: this.axis, min: this.min, max: this.max };
  }

  private addRun(values: RealNumbers, from: number, to: number): void {
    let min = this.min[this.channel]!;
    let max = this.max[this.channel]!;
    for (let index = from; index < to; index++) {
      const value = values[index]!;
      if (!Number.isFinite(value)) continue;
      // Written so that the first element replaces NaN.
      if (!(min <= value)) min = value;
      if (!(max >= value)) max = value;
    }
    this.min[this.channel] = min + 0;
    this.max[this.channel] = max + 0;
  }
}
