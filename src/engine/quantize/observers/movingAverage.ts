import type { Range } from '../scheme.ts';

export const DEFAULT_MOVING_AVERAGE_CONSTANT = 0.01;

/**
 * Exponential moving average of the smallest and of the largest value of each batch (Jacob et al. 2018, section 3.1):
 * the first batch counts whole, each later one moves the average by `constant` of the distance. Rare extremes fade, but
 * unlike the other observers' results this one depends on the order of the batches.
 */
export class MovingAverageCollector {
  readonly #constant: number;
  #average: Range | null = null;

  /** @throws {RangeError} if `constant` is not in (0, 1] */
  constructor(constant = DEFAULT_MOVING_AVERAGE_CONSTANT) {
    if (!(constant > 0 && constant <= 1)) throw new RangeError(`moving average constant ${constant}`);
    this.#constant = constant;
  }

  /** A batch whose bounds are not both finite is passed over. */
  add(batch: Range): void {
    if (!Number.isFinite(batch.min) || !Number.isFinite(batch.max)) return;
    const average = this.#average;
    this.#average =
      average === null
        ? // Zero has one sign, so that statistics are the same after a file.
          { min: batch.min + 0, max: batch.max + 0 }
        : {
            min: average.min + this.#constant * (batch.min - average.min),
            max: average.max + this.#constant * (batch.max - average.max),
          };
  }

  /** Null before the first finite batch. */
  get range(): Range | null {
    return this.#average;
  }
}
