import type { DataOptions } from '../../protocol/options/data.ts';
import type { RunOptions } from '../../protocol/options/run.ts';
import type { Model } from '../onnx/model.ts';
import { type TensorTypes, tensorTypes } from '../runtime/tensorTypes.ts';
import type { JobContext } from './context.ts';
import { openData } from './openData.ts';
import { firstFeeds } from './samples.ts';

/** What a job says about a run that is made for types and shapes alone. */
interface TypingJob {
  /** One made-up sample is taken without it. */
  readonly data?: DataOptions;
  readonly run: RunOptions;
}

/** Integers are mostly indices, and the smallest ones fit every table that they may look up in. */
const integerRange = 2;

/**
 * Types and shapes of the tensors of the main graph, by one run of the model on the first sample.
 * @throws UserError where the data does not fit, no sample can be made up, or the model cannot be run
 */
export async function measuredTypes(
  model: Model,
  { data, run }: TypingJob,
  { temporaryFolder }: Pick<JobContext, 'temporaryFolder'>,
): Promise<TensorTypes> {
  const dataset = await openData(data ?? { kind: 'synthetic', count: 1, seed: run.seed, integerRange }, model);
  const options = { temporaryFolder, ...(run.threads !== undefined && { threads: run.threads }) };
  return tensorTypes(model, await firstFeeds(dataset), options);
}
