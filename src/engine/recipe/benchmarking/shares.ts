import type { JobOf } from '../../../protocol/job.ts';
import type { Dataset, Feeds } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import { comparisonsOf } from '../../report/compareVariant.ts';
import { withSession } from '../../runtime/session.ts';

/** Expected shares of the time of a benchmark, after the models were opened. */
export interface BenchmarkShares {
  readonly facts: number;
  readonly accuracy: number;
  readonly timing: number;
  readonly profile: number;
}

export interface SharesInput {
  readonly job: JobOf<'benchmark'>;
  readonly original: Model;
  readonly variants: readonly Model[];
  readonly dataset: Dataset;
  readonly feeds: Feeds;
}

/** Of everything but opening. */
const whole = 0.98;
/** Seconds that starting a process and loading a model take, without the model. */
const starting = 0.5;
/** Runs of a model that its profile takes, about. */
const profiledRuns = 60;
/** Seconds of a profile beside the runs: the runtime writes its graph and what it measured. */
const profiling = 1;

/**
 * What the steps will take, from the second run of the original: variants are mostly no slower.
 * @throws UserError where the original does not run on the data
 */
export async function sharesOf({ job, original, variants, dataset, feeds }: SharesInput): Promise<BenchmarkShares> {
  const { seconds, launches, providers, profile } = job.benchmark;
  const { loading, running } = await secondsOf(original, feeds, job.run.threads);
  const models = variants.length + 1;
  const comparisons = variants.reduce((sum, model) => sum + comparisonsOf(model), 0) * providers.length;
  const rows = models * providers.length;
  const facts = models * (2 * loading + running + 0.1);
  const accuracy = comparisons * (2 * loading + 2 * running * dataset.size) + (dataset.hasLabels ? running : 0);
  const timing = seconds + rows * launches * (starting + loading);
  const profiled = profile ? models * (profiling + 3 * loading + profiledRuns * running) : 0;
  const scale = whole / (facts + accuracy + timing + profiled);
  return { facts: facts * scale, accuracy: accuracy * scale, timing: timing * scale, profile: profiled * scale };
}

async function secondsOf(model: Model, feeds: Feeds, threads: number | undefined) {
  const begin = performance.now();
  return withSession(model, threads === undefined ? {} : { threads }, async (session) => {
    await session.run(feeds);
    const loaded = performance.now();
    await session.run(feeds);
    return { loading: (loaded - begin) / 1000, running: (performance.now() - loaded) / 1000 };
  });
}
