import type { BenchmarkAccuracy } from '../../protocol/result/benchmark.ts';
import type { Comparison, Evaluation } from '../../protocol/result/evaluation.ts';
import { batch } from '../data/batch.ts';
import type { Dataset, Sample } from '../data/dataset.ts';
import { ComparisonMeter } from '../data/metrics/comparisonMeter.ts';
import { EvaluationMeter } from '../data/metrics/evaluationMeter.ts';
import type { Metric, Outputs } from '../data/metrics/metric.ts';
import { softmaxOutputs } from '../data/metrics/classOutputs.ts';
import { type ModelInput, modelInputs } from '../data/modelInputs.ts';
import type { Model } from '../onnx/model.ts';
import { type Session, type SessionOptions, withSession } from '../runtime/session.ts';
import { StatefulRunner } from '../runtime/statefulRunner.ts';
import { samplesPerRun } from './samplesPerRun.ts';

export interface CompareOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Metrics of the user's own. */
  readonly own: readonly Metric[];
  /** Whether the samples were kept from calibration. */
  readonly heldOut: boolean;
  /** Called with the share of the samples that is done. */
  readonly onProgress: (fraction: number) => void;
  /** How the model that changed is loaded. */
  readonly changedSession?: SessionOptions;
}

/** A model as sessions take it, and what it is known to be. */
type Runnable = Model | string;

/**
 * Runs two models on the same samples and compares what they give. `original` says which outputs are classes. Metrics of the
 * user's own see every sample alone; otherwise samples share a run where this is shown to change nothing ({@link samplesPerRun}).
 * @throws UserError where a model or the data fails
 */
export async function compareModels(
  original: Model,
  changed: Runnable,
  dataset: Dataset,
  options: CompareOptions,
): Promise<Comparison> {
  return withSessions(original, changed, options, (sessions) => compareSessions(original, sessions, dataset, options));
}

/** The same, and which samples suffer most. @throws UserError where a model or the data fails */
export async function compareSamples(
  original: Model,
  changed: Runnable,
  dataset: Dataset,
  options: CompareOptions,
): Promise<BenchmarkAccuracy> {
  return withSessions(original, changed, options, async (sessions) => {
    const { samples, meter } = await measured(original, sessions, dataset, options);
    return { samples, ...meter.result(), worst: meter.worst() };
  });
}

/** The same for models that are loaded: `before` is a session of `original`. @throws UserError where a model or the data fails */
export async function compareSessions(
  original: Model,
  sessions: BothSessions,
  dataset: Dataset,
  options: CompareOptions,
): Promise<Comparison> {
  const { samples, meter } = await measured(original, sessions, dataset, options);
  return { samples, ...meter.result() };
}

interface BothSessions {
  readonly before: Session;
  readonly after: Session;
}

async function withSessions<T>(
  original: Model,
  changed: Runnable,
  options: CompareOptions,
  use: (sessions: BothSessions) => Promise<T>,
): Promise<T> {
  return withSession(original, sessionOptions(options), (before) =>
    withSession(changed, { ...sessionOptions(options), ...options.changedSession }, (after) => use({ before, after })),
  );
}

async function measured(
  original: Model,
  { before, after }: BothSessions,
  dataset: Dataset,
  options: CompareOptions,
): Promise<{ readonly samples: Comparison['samples']; readonly meter: ComparisonMeter }> {
  const { synthetic, hasLabels } = dataset;
  const meter = new ComparisonMeter({ softmax: softmaxOutputs(original), hasLabels, own: options.own, synthetic });
  const run = { ...options, inputs: modelInputs(original) };
  const count = await forEachRun(dataset, [before, after], run, (sample, [first, second]) =>
    meter.add(sample, first ?? none, second ?? none),
  );
  return { samples: samplesUsed(dataset, count, options.heldOut), meter };
}

/** Runs a model on samples and measures it by their labels. @throws UserError where the model or the data fails */
export async function evaluateModel(model: Model, dataset: Dataset, options: CompareOptions): Promise<Evaluation> {
  const { hasLabels } = dataset;
  const meter = new EvaluationMeter({ softmax: softmaxOutputs(model), hasLabels, own: options.own });
  const run = { ...options, inputs: modelInputs(model) };
  const count = await withSession(model, sessionOptions(options), (session) =>
    forEachRun(dataset, [session], run, (sample, [outputs]) => meter.add({ sample, outputs: outputs ?? none })),
  );
  return { samples: samplesUsed(dataset, count, options.heldOut), metrics: meter.result() };
}

const none: Outputs = new Map();

function samplesUsed(dataset: Dataset, count: number, heldOut: boolean): Comparison['samples'] {
  return { source: dataset.source, synthetic: dataset.synthetic, count, heldOut };
}

function sessionOptions({ threads }: CompareOptions) {
  return threads === undefined ? {} : { threads };
}

interface RunOptions extends CompareOptions {
  readonly inputs: readonly ModelInput[];
}

/** Each session keeps a state of its own. Samples are not kept. Gives their number. */
async function forEachRun(
  dataset: Dataset,
  sessions: readonly Session[],
  { signal, onProgress, inputs, own }: RunOptions,
  use: (sample: Sample, outputs: readonly Outputs[]) => Promise<void>,
): Promise<number> {
  const size = own.length > 0 ? 1 : await samplesPerRun(dataset, sessions, inputs);
  const runners = sessions.map((session) => new StatefulRunner(session, dataset));
  let count = 0;
  const counted: Dataset = {
    ...dataset,
    async *samples(selection) {
      for await (const sample of dataset.samples(selection)) {
        count++;
        yield sample;
      }
    },
  };
  for await (const sample of batch(counted, size, inputs).samples()) {
    signal.throwIfAborted();
    const outputs: Outputs[] = [];
    for (const runner of runners) outputs.push(await runner.run(sample.feeds));
    await use(sample, outputs);
    onProgress(count / dataset.size);
  }
  return count;
}
