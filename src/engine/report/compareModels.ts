import type { Comparison, Evaluation } from '../../protocol/result/evaluation.ts';
import type { Dataset, Feeds, Sample } from '../data/dataset.ts';
import { ComparisonMeter } from '../data/metrics/comparisonMeter.ts';
import { EvaluationMeter } from '../data/metrics/evaluationMeter.ts';
import type { Metric, Outputs } from '../data/metrics/metric.ts';
import { softmaxOutputs } from '../data/metrics/classOutputs.ts';
import type { Model } from '../onnx/model.ts';
import { initialState } from '../runtime/runSamples.ts';
import { type Session, withSession } from '../runtime/session.ts';

export interface CompareOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Metrics of the user's own. */
  readonly own: readonly Metric[];
  /** Whether the samples were kept from calibration. */
  readonly heldOut: boolean;
  /** Called with the share of the samples that is done. */
  readonly onProgress: (fraction: number) => void;
}

/** A model as sessions take it, and what it is known to be. */
type Runnable = Model | string;

/**
 * Runs two models on the same samples, one sample at a time, and compares what they give. `original` says which outputs are
 * classes.
 * @throws UserError where a model or the data fails
 */
export async function compareModels(
  original: Model,
  changed: Runnable,
  dataset: Dataset,
  options: CompareOptions,
): Promise<Comparison> {
  const { synthetic, hasLabels } = dataset;
  const meter = new ComparisonMeter({ softmax: softmaxOutputs(original), hasLabels, own: options.own, synthetic });
  const count = await withSession(original, sessionOptions(options), (before) =>
    withSession(changed, sessionOptions(options), (after) =>
      forEachSample(dataset, [before, after], options, (sample, [first, second]) =>
        meter.add(sample, first ?? none, second ?? none),
      ),
    ),
  );
  return { samples: samplesUsed(dataset, count, options.heldOut), ...meter.result() };
}

/** Runs a model on samples and measures it by their labels. @throws UserError where the model or the data fails */
export async function evaluateModel(model: Model, dataset: Dataset, options: CompareOptions): Promise<Evaluation> {
  const { hasLabels } = dataset;
  const meter = new EvaluationMeter({ softmax: softmaxOutputs(model), hasLabels, own: options.own });
  const count = await withSession(model, sessionOptions(options), (session) =>
    forEachSample(dataset, [session], options, (sample, [outputs]) => meter.add({ sample, outputs: outputs ?? none })),
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

/** Each session keeps a state of its own. Samples are read once and not kept. Gives their number. */
async function forEachSample(
  dataset: Dataset,
  sessions: readonly Session[],
  { signal, onProgress }: CompareOptions,
  use: (sample: Sample, outputs: readonly Outputs[]) => Promise<void>,
): Promise<number> {
  const states = sessions.map(() => new Map(initialState(dataset)));
  let done = 0;
  for await (const sample of dataset.samples()) {
    signal.throwIfAborted();
    const outputs: Outputs[] = [];
    for (const [index, session] of sessions.entries()) {
      const state = states[index] ?? new Map<string, never>();
      const feeds: Feeds = state.size === 0 ? sample.feeds : new Map([...sample.feeds, ...state]);
      const given = await session.run(feeds);
      for (const { input, output, initial } of dataset.feedback) state.set(input, given.get(output) ?? initial);
      outputs.push(given);
    }
    await use(sample, outputs);
    onProgress(++done / dataset.size);
  }
  return done;
}
