import type { Message } from '../../protocol/messages/message.ts';
import type { BenchmarkOptions } from '../../protocol/options/benchmark.ts';
import type { BenchmarkEnvironment, Timings } from '../../protocol/result/benchmark.ts';
import type { Feeds } from '../data/dataset.ts';
import type { StartResident } from './resident.ts';

/** A model on an execution provider. */
export interface MeasuredModel {
  readonly file: string;
  readonly provider: string;
}

export interface MeasureOptions {
  /** What one sample is. */
  readonly feeds: Feeds;
  /** The feeds for so many samples in a run. @throws UserError where there are none: the reason of a row without a figure */
  readonly feedsOfBatch: (batch: number) => Feeds | Promise<Feeds>;
  readonly benchmark: BenchmarkOptions;
  /** Threads of a session; the physical cores when undefined. */
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Called with the share that is done, 0 to 1; never falls. */
  readonly onProgress: (fraction: number) => void;
  /** Called while it goes on, with what is known by then of the model at a place of the list. */
  readonly onMeasured?: (place: number, timings: Timings) => void;
  readonly start: StartResident;
}

/** What is known of a model: with a failure beside timings, not everything could be measured. */
export type Measured =
  { readonly timings: Timings; readonly failure?: Message } | { readonly timings?: never; readonly failure: Message };

export interface Measurement {
  /** In the order of the models. */
  readonly models: readonly Measured[];
  readonly environment: BenchmarkEnvironment;
  readonly warnings: readonly Message[];
}

/**
 * Measures models beside each other, each in a process of its own, block by block in turns.
 * @param models the first one is the original, with which the others are compared
 * @throws the reason of the signal when it is given; a model that fails is a result, no error
 */
export function measureModels(models: readonly MeasuredModel[], options: MeasureOptions): Promise<Measurement> {
  options.signal.throwIfAborted();
  return Promise.reject(new Error(`to be built: ${models.length}`));
}
