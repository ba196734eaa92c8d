import path from 'node:path';
import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../protocol/result/benchmark.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { StartResident } from '../benchmark/resident.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { environment } from '../report/environment.ts';
import { misfit } from '../report/fitsOriginal.ts';
import { runFacts, storedFacts } from '../report/variantFacts.ts';
import { variantNames } from '../report/variantNames.ts';
import { compareRows } from './benchmarking/accuracy.ts';
import { profileRows } from './benchmarking/profiles.ts';
import { type BenchmarkRow, BenchmarkRows } from './benchmarking/rows.ts';
import type { Benchmarking } from './benchmarking/running.ts';
import { sharesOf } from './benchmarking/shares.ts';
import { measureRows } from './benchmarking/timings.ts';
import type { JobContext } from './context.ts';
import { firstFeeds, openSamples } from './samples.ts';
import { Steps } from './steps.ts';

type BenchmarkJob = JobOf<'benchmark'>;

/**
 * Measures a model beside its variants, on each provider: size, parameters, MACs, accuracy, latency, memory, and where the time
 * goes. A variant that does not fit or fails is a row with the reason; only what concerns all of them is an error.
 * @param start starts processes that hold one model each
 * @throws UserError where a file or the data cannot be read, or the original does not run on the data
 */
export async function benchmark(
  job: BenchmarkJob,
  context: JobContext,
  start: StartResident,
): Promise<ResultOf<'benchmark'>> {
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), 0.02);
  const models = new OpenModels();
  try {
    const original = models.open(job.model);
    const files = job.variants.map((file) => models.open(file));
    const verify = verifyOptions.parse({ metrics: job.benchmark.metrics });
    const samples = await openSamples({ ...job, verify }, original, false);
    const feeds = await firstFeeds(samples.evaluation);
    const shares = await sharesOf({ job, original, variants: files, dataset: samples.evaluation, feeds });
    steps.begin(message('bench.stage-facts', {}), shares.facts);
    const rows = await describeRows([original, ...files], job, context);
    const running = { job, steps, shares, context, start, original, rows, feeds, dataset: samples.evaluation };
    await countRows(running);
    const used = await compareRows(running, 'cpu');
    const { warnings, environment: surroundings } = await measureRows(running);
    await compareRows(running, 'others');
    const profiling = await profileRows(running);
    const report: BenchmarkReport = {
      ...{ format: 'whittle-report', kind: 'benchmark', version: 1, created: new Date().toISOString() },
      ...(job.data !== undefined && { data: job.data }),
      ...{ options: job.benchmark, run: job.run, samples: used },
      ...{ variants: rows.all.map(({ variant }) => variant), environment: surroundings },
      notes: [...samples.notes, ...labelNotes(samples.evaluation)],
      // That samples were made up is in what was used, and said beside every figure.
      warnings: [...warnings, ...profiling],
      timings: steps.end(),
      versions: environment().versions,
    };
    return { kind: 'benchmark', report };
  } finally {
    models.close();
  }
}

/** Models by their files: one that is given twice is opened once. */
class OpenModels {
  private readonly models = new Map<string, Model>();

  /** @throws UserError when it cannot be opened */
  open(file: string): Model {
    const key = path.resolve(file);
    const model = this.models.get(key) ?? openModel(file);
    this.models.set(key, model);
    return model;
  }

  close(): void {
    for (const model of this.models.values()) model.close();
  }
}

/** What is in the files; a variant that does not fit the original fails here. */
async function describeRows(
  models: readonly [Model, ...Model[]],
  { benchmark: { providers }, reportFolder = '.' }: BenchmarkJob,
  context: JobContext,
): Promise<BenchmarkRows> {
  const [original] = models;
  const stored = new Map<Model, Awaited<ReturnType<typeof storedFacts>>>();
  for (const model of new Set(models)) stored.set(model, await storedFacts(model, path.resolve(reportFolder)));
  const placed = providers.flatMap((provider) => models.map((model) => ({ file: model.file, model, provider })));
  const names = variantNames(placed);
  const rows = new BenchmarkRows(
    placed.map(({ model, provider }, index) => {
      const variant: BenchmarkVariant = { name: names[index]!, provider, ...stored.get(model)!, metrics: [] };
      return { model, variant };
    }),
    context,
  );
  for (const model of new Set(models)) {
    await rows.attempt(rowsOf(rows, model), () => {
      const failure = misfit(original, model);
      return Promise.resolve(failure === undefined ? {} : { failure });
    });
  }
  return rows;
}

function rowsOf(rows: BenchmarkRows, model: Model): readonly BenchmarkRow[] {
  return rows.all.filter((row) => row.model === model);
}

/** MACs, by a run of each model. @throws UserError where the original does not run */
async function countRows({ rows, original, feeds, job, steps, context }: Benchmarking): Promise<void> {
  const { temporaryFolder, signal } = context;
  const options = { temporaryFolder, ...(job.run.threads !== undefined && { threads: job.run.threads }) };
  const models = [...new Set(rows.sound.map(({ model }) => model))];
  for (const [index, model] of models.entries()) {
    signal.throwIfAborted();
    const counting = runFacts(model, feeds, options);
    if (model === original) {
      const found = await counting;
      for (const row of rowsOf(rows, model)) rows.add(row, found);
    } else await rows.attempt(rowsOf(rows, model), () => counting);
    steps.update(message('bench.stage-facts', {}), (index + 1) / models.length);
  }
}

function labelNotes({ synthetic, hasLabels }: { readonly synthetic: boolean; readonly hasLabels: boolean }) {
  return synthetic || hasLabels ? [] : [message('bench.no-labels', {})];
}
