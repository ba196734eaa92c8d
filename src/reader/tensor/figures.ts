import type { RealNumbers } from '../../engine/onnx/elements/pieces.ts';

/**
 * Figures of elements that come in pieces. Mean and sum of squares are taken of each piece in two passes and then combined
 * (Chan, Golub and LeVeque, 1983), so that nothing cancels.
 */
export class Figures {
  zeros = 0;
  nan = 0;
  positiveInfinity = 0;
  negativeInfinity = 0;
  min = Infinity;
  max = -Infinity;
  /** Finite elements. */
  count = 0;
  mean = 0;
  private squares = 0;

  /** Standard deviation of the population. */
  get deviation(): number {
    return Math.sqrt(this.squares / this.count);
  }

  add(values: RealNumbers): void {
    const before = this.count;
    let count = 0;
    let zeros = 0;
    let sum = 0;
    let { min, max } = this;
    for (const value of values) {
      if (!Number.isFinite(value)) {
        this.addOther(value);
        continue;
      }
      count++;
      if (value === 0) zeros++;
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    this.zeros += zeros;
    if (count === 0) return;
    // Nobody wants to read of −0.
    this.min = min + 0;
    this.max = max + 0;
    const mean = sum / count;
    let squares = 0;
    for (const value of values) {
      const difference = value - mean;
      if (Number.isFinite(difference)) squares += difference * difference;
    }
    this.count = before + count;
    const difference = mean - this.mean;
    this.mean += difference * (count / this.count);
    this.squares += squares + difference * difference * before * (count / this.count);
  }

  private addOther(value: number): void {
    if (Number.isNaN(value)) this.nan++;
    else if (value > 0) this.positiveInfinity++;
    else this.negativeInfinity++;
  }
}
