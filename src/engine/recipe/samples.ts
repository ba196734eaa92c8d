import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import type { RunOptions } from '../../protocol/options/run.ts';
import type { VerifyOptions } from '../../protocol/options/verify.ts';
import type { Dataset, Feeds } from '../data/dataset.ts';
import { split } from '../data/split.ts';
import type { Model } from '../onnx/model.ts';
import { initialState } from '../runtime/runSamples.ts';
import { openData } from './openData.ts';

/** The samples of a job: what passes may measure on, and what they must not see. */
export interface JobSamples {
  readonly calibration: Dataset | undefined;
  readonly evaluation: Dataset;
  readonly heldOut: boolean;
  readonly notes: readonly Message[];
  readonly warnings: readonly Message[];
}

/** What a job says about its samples. */
export interface SamplesJob {
  readonly data?: DataOptions;
  readonly verify: VerifyOptions;
  readonly run: RunOptions;
}

/** Enough for a first look at outputs and speed. */
const syntheticCount = 8;

/**
 * Opens the data of a job. Without data for evaluation a share of the calibration data is held out; where no pass
 * calibrates, nothing needs holding out; without any data, samples are made up.
 * @param calibrates whether anything is measured on the samples that must not be judged by them
 * @throws UserError where data is missing, damaged or does not fit the model
 */
export async function openSamples(
  { data, verify, run }: SamplesJob,
  model: Model,
  calibrates: boolean,
): Promise<JobSamples> {
  const given = data === undefined ? undefined : await openData(data, model);
  if (verify.evaluation !== undefined) {
    return samples(given, await openData(verify.evaluation, model), false);
  }
  if (given === undefined) {
    const made = await openData({ kind: 'synthetic', count: syntheticCount, seed: run.seed }, model);
    return samples(undefined, made, false);
  }
  if (!calibrates) return samples(given, given, false);
  const { calibration, evaluation, shared } = split(given, verify.heldOut);
  return samples(calibration, evaluation, !shared, shared ? [message('verify.shared-sample', {})] : []);
}

function samples(
  calibration: Dataset | undefined,
  evaluation: Dataset,
  heldOut: boolean,
  more: readonly Message[] = [],
): JobSamples {
  const synthetic = evaluation.synthetic || calibration?.synthetic === true;
  const notes = [...(calibration?.notes ?? []), ...(evaluation.notes ?? [])];
  return {
    calibration,
    evaluation,
    heldOut,
    notes: notes.filter((note, index) => notes.findIndex((other) => isSame(note, other)) === index),
    warnings: synthetic ? [...more, message('verify.synthetic', {})] : more,
  };
}

function isSame(one: Message, other: Message): boolean {
  return one.code === other.code && JSON.stringify(one.args) === JSON.stringify(other.args);
}

/** What a model is fed in its first run on a dataset; nothing where the dataset is empty. */
export async function firstFeeds(dataset: Dataset): Promise<Feeds> {
  for await (const { feeds } of dataset.samples({ end: 1 })) return new Map([...feeds, ...initialState(dataset)]);
  return initialState(dataset);
}
