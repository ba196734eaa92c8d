import type { Message } from '../../protocol/messages/message.ts';
import type { DenseTensor } from '../onnx/tensor.ts';

/** One run's worth of inputs: the tensors a caller feeds, by input name. */
export type Feeds = ReadonlyMap<string, DenseTensor>;

/** What one run of the model takes, and what is known about the right answer. */
export interface Sample {
  /** Position in the source it was read from: the same for every subset of a dataset. */
  readonly index: number;
  readonly feeds: Feeds;
  /** Class numbers, one for each row of the batch. */
  readonly labels?: readonly number[];
  /** Outputs by name, where the source has them (`test_data_set_*`). */
  readonly expected?: ReadonlyMap<string, DenseTensor>;
  /** The samples that share this run, in their order, each with its rows along the first axis; absent for one alone. */
  readonly parts?: readonly { readonly index: number; readonly rows: number }[];
}

/** An output that becomes an input of the next run: the state of a recurrent model. */
export interface StateFeedback {
  readonly output: string;
  readonly input: string;
  /** What the input is in the first run: zeros. */
  readonly initial: DenseTensor;
}

/** Which samples to read, in rising order. */
export interface Selection {
  /** First index, 0 when left out. */
  readonly start?: number;
  /** Index after the last, the size of the dataset when left out. */
  readonly end?: number;
  /** Distance from one index to the next, 1 when left out. */
  readonly step?: number;
  /** Leaves out the indices for which it is false. It is asked about rising indices, each once. */
  readonly wanted?: (index: number) => boolean;
}

/** Inputs to run a model on, read a sample at a time and never kept. */
export interface Dataset {
  /** What it was read from, for messages and reports. */
  readonly source: string | Message;
  /** Whether the values were generated: then accuracy on them means nothing. */
  readonly synthetic: boolean;
  /** Number of samples. */
  readonly size: number;
  readonly hasLabels: boolean;
  /**
   * Outputs that become the next run's inputs. The runner feeds them; samples leave those inputs out. The order of the
   * samples is then the order in time.
   */
  readonly feedback: readonly StateFeedback[];
  /** What was assumed while reading, for the report: dimensions that were chosen, rows that were left out. */
  readonly notes?: readonly Message[];
  /**
   * The samples in order; may be called many times, each call reads from the start.
   * @throws UserError while iterating, where the data cannot be read
   */
  samples(selection?: Selection): AsyncIterable<Sample>;
}
