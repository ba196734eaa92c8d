import type { Range } from '../scheme.ts';
import { Histogram } from './histogram.ts';
import { DEFAULT_MOVING_AVERAGE_CONSTANT, MovingAverageCollector } from './movingAverage.ts';
import { RangeCollector, rangeOf } from './range.ts';
import { type TensorStatistics, union } from './statistics.ts';

export interface CollectorOptions {
  /** Keep a histogram: see `needsHistogram`. Only values can fill it. */
  readonly histogram: boolean;
  /** In (0, 1]; 0.01 unless given. */
  readonly movingAverageConstant?: number;
}

/** Collects the statistics of one tensor, batch by batch, in constant memory. */
export class StatisticsCollector {
  readonly #range = new RangeCollector();
  readonly #movingAverage: MovingAverageCollector;
  readonly #histogram: Histogram | null;
  #batches = 0;
  #nan = 0;
  #infinite = 0;

  constructor(options: CollectorOptions) {
    this.#movingAverage = new MovingAverageCollector(options.movingAverageConstant ?? DEFAULT_MOVING_AVERAGE_CONSTANT);
    this.#histogram = options.histogram ? new Histogram() : null;
  }

  /**
   * Announces a range, known from an earlier pass, that the values will lie in. Spares the histogram from widening step
   * by step; it changes no result as long as values come near either bound.
   */
  expect(range: Range): void {
    this.#histogram?.widen(range);
  }

  /** A batch of which only the smallest and the largest value are known, as the runtime can compute them itself. */
  addRange(batch: Range): void {
    this.#batches++;
    if (Number.isNaN(batch.min) || Number.isNaN(batch.max)) this.#nan++;
    else if (!Number.isFinite(batch.min) || !Number.isFinite(batch.max)) this.#infinite++;
    this.#range.add(batch);
    this.#movingAverage.add(batch);
  }

  /**
   * A batch of values. For a histogram the range of each single batch is not computed, it would cost half as much
   * again: its statistics have no moving average unless `range` gives the smallest and the largest value of the batch,
   * which may be a larger one of which `data` is a sample.
   */
  add(data: Float32Array, range?: Range): void {
    this.#batches++;
    if (this.#histogram !== null) {
      if (range !== undefined) {
        this.#histogram.widen(range);
        this.#range.add(range);
        this.#movingAverage.add(range);
      }
      this.#histogram.add(data);
      return;
    }
    const seen = rangeOf(data);
    this.#nan += seen.nan;
    this.#infinite += seen.infinite;
    this.#range.add(seen);
    this.#movingAverage.add(seen);
  }

  get statistics(): TensorStatistics {
    return {
      batches: this.#batches,
      nan: this.#nan + (this.#histogram?.nan ?? 0),
      infinite: this.#infinite + (this.#histogram?.infinite ?? 0),
      range: union(this.#histogram?.range ?? null, this.#range.range),
      movingAverage: this.#movingAverage.range,
      bins: this.#histogram?.bins ?? null,
    };
  }
}
