import type { Dataset, Sample } from '../data/dataset.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import type { Session } from './session.ts';

/** One run: the sample, and what was asked for and is fed back. */
export interface SampleRun {
  readonly sample: Sample;
  readonly results: ReadonlyMap<string, DenseTensor>;
}

export interface RunSamplesOptions {
  /** Samples at the beginning that are not run; for a model with state, `state` must be what they leave behind. */
  readonly skip?: number;
  /** State to begin with instead of the dataset's, by input. */
  readonly state?: ReadonlyMap<string, DenseTensor>;
  /** Stops before the next run, by throwing its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a session over a dataset, one sample at a time and none kept, and hands on the tensors named by `fetches`. State is
 * fed back as the dataset says: the outputs it needs are fetched too.
 * @throws UserError where the data cannot be read or does not fit the model
 */
export async function* runSamples(
  session: Session,
  dataset: Dataset,
  fetches: readonly string[],
  { skip = 0, state = initialState(dataset), signal }: RunSamplesOptions = {},
): AsyncGenerator<SampleRun> {
  const asked = [...new Set([...fetches, ...dataset.feedback.map(({ output }) => output)])];
  const current = new Map(state);
  let position = 0;
  for await (const sample of dataset.samples()) {
    if (position++ < skip) continue;
    signal?.throwIfAborted();
    const feeds = current.size === 0 ? sample.feeds : new Map([...sample.feeds, ...current]);
    const results = await session.run(feeds, asked);
    for (const { input, output } of dataset.feedback) {
      const next = results.get(output);
      if (next !== undefined) current.set(input, next);
    }
    yield { sample, results };
  }
}

/** What a model with state is fed in its first run. */
export function initialState(dataset: Dataset): ReadonlyMap<string, DenseTensor> {
  return new Map(dataset.feedback.map(({ input, initial }) => [input, initial]));
}
