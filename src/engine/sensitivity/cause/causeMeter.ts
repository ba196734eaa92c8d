import type { QuantizedPart } from '../../../protocol/options/sensitivity.ts';
import type { OutputEffect } from '../../../protocol/result/sensitivity.ts';
import type { Dataset } from '../../data/dataset.ts';
import { softmaxOutputs } from '../../data/metrics/classOutputs.ts';
import type { ComparisonOptions } from '../../data/metrics/comparisonMeter.ts';
import type { Metric } from '../../data/metrics/metric.ts';
import { physicalCores } from '../../runtime/machine.ts';
import { initialState } from '../../runtime/runSamples.ts';
import type { SessionOptions } from '../../runtime/session.ts';
import type { Layer, QuantizableModel } from '../layer.ts';
import type { SampleErrors } from '../sampleErrors.ts';
import { type ActivationCache, release } from './activationCache.ts';
import { baseRuns } from './baseRuns.ts';
import { CausePlan } from './causePlan.ts';
import type { LayerSpan } from './cuts.ts';
import { EffectMeter } from './effectMeter.ts';
import { type PartModels, partModels } from './partModels.ts';
import { ChainReference, type Reference, SessionReference, stateAfter } from './reference.ts';
import { chooseRetention, type RetentionProblem } from './retention.ts';
import { type NodeRuns, SegmentChain, type Variant, withPart, withSegments } from './segmentChain.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { stepCosts } from './stepCosts.ts';
import { expectedBytes } from './tensorBytes.ts';
import { type Timeline, timelineOf } from './timeline.ts';

export interface CauseOptions {
  /** Threads of sessions; the runtime's own choice when undefined. */
  readonly threads: number | undefined;
  /** Stops before the next run of a session, by throwing its reason. */
  readonly signal: AbortSignal;
  /** Bytes that may be kept of samples, activations and outputs. */
  readonly memory: number;
  /** What a layer is quantized in: the float model; or what it is left out of: the model with every layer quantized. */
  readonly base: 'float' | 'quantized';
  /** Metrics of the user's own. */
  readonly own?: readonly Metric[];
  /** Called with the share of the base model's runs that is done, which come before the first layer. */
  readonly onProgress?: (fraction: number) => void;
}

/** What one layer does to the outputs, and what it cost to find out. */
export interface MeasuredCause {
  readonly effect: OutputEffect;
  /** Sample by sample, of the output that suffers most. */
  readonly errors: SampleErrors;
  /** Nodes that ran, each time they ran. */
  readonly nodeRuns: number;
  readonly seconds: number;
}

/** Measures what single layers do to the outputs. */
export interface CauseMeter {
  readonly plan: CausePlan;
  /**
   * The outputs with `what` of one layer quantized, or left out of the quantized model, against those of the float model.
   * Layers may come in any order.
   * @throws UserError where the model cannot be run or the labels do not fit
   */
  readonly measure: (layer: Layer, what: QuantizedPart) => Promise<MeasuredCause>;
}

/**
 * Prepares to measure single layers, hands the meter to `use`, and lets go of all sessions in any case. The base model is cut
 * into segments, runs once over all samples, and its activations at the cuts are kept, as far as `memory` allows. A layer is
 * then measured by a small session of its segment and the sessions of the segments after it, from the activations before it.
 * Where an output becomes an input of the next run nothing is cut: each layer has a state of its own.
 * @throws UserError where the model cannot be run on the data
 */
export async function withCauseMeter<T>(
  model: QuantizableModel,
  dataset: Dataset,
  options: CauseOptions,
  use: (meter: CauseMeter) => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const { float, types } = model;
  float.commit();
  const timeline = timelineOf(float, new Set(model.layers.map(({ node }) => node)));
  // What follows from constants alone never changes.
  const outputs = float.graph.outputs.map(({ name }) => name).filter((name) => timeline.tensors.has(name));
  const problem: RetentionProblem = {
    timeline,
    bytesOf: (tensor) => expectedBytes(tensor, types),
    costs: stepCosts(float, timeline, types, options.threads ?? physicalCores()),
    // Nothing of the others can be quantized.
    layers: model.layers.filter(({ precision }) => precision === 'integer').map((layer) => spanOf(timeline, layer)),
    samples: dataset.size,
    memory: options.memory,
    copiesOfOutputs: options.base === 'float' ? 1 : 2,
    ...(dataset.feedback.length > 0 && { among: new Set() }),
  };
  const retention = chooseRetention(problem);
  const segments = segmentsOf(float, timeline, types, [...retention.positions]);
  const parts = partModels(model, options.base, segments, (layer) => spanOf(timeline, layer).first);
  const session = { exactQuantizedWeights: true, ...(options.threads !== undefined && { threads: options.threads }) };
  const { synthetic, hasLabels } = dataset;
  const comparison = { softmax: softmaxOutputs(float), hasLabels, synthetic, own: options.own ?? [] };
  return withReference(model, dataset, options.base, session, (reference) =>
    withSegments(segments, parts.base, session, async (loaded) => {
      const { signal, onProgress = () => undefined } = options;
      const nodeRuns: NodeRuns = { count: 0 };
      const common = { dataset, outputs, comparison, signal };
      const found = await baseRuns({
        ...common,
        segments: loaded,
        retention,
        problem,
        reference,
        nodeRuns,
        onProgress,
      });
      const { cache, samples } = found;
      const cuts = [...found.retention.positions];
      const starts = new Set(segments.flatMap(({ first }, index) => (cuts.includes(first) ? [index] : [])));
      const chain = new SegmentChain(loaded, cache, starts);
      const preparation = { ...found, seconds: (performance.now() - start) / 1000, nodeRuns: nodeRuns.count };
      const { segmentOf } = parts;
      const plan = new CausePlan({
        segments: loaded,
        chain,
        preparation,
        segmentOf,
        samples,
        bytes: cache.bytes,
        cuts,
      });
      const expected = reference ?? new ChainReference(chain, dataset, outputs);
      return use(new ChainMeter({ ...common, plan, chain, cache, parts, segments, session, reference: expected }));
    }),
  );
}

function spanOf(timeline: Timeline, { node, output }: Layer): LayerSpan {
  const first = timeline.stepOf(node);
  if (first === undefined) throw new Error(`${node} is no node of the prepared model`);
  return { first, last: Math.max(first, timeline.tensors.get(output)?.born ?? first) };
}

/** Where the base model is not the float one, that runs in a session of its own. */
async function withReference<T>(
  { float }: QuantizableModel,
  dataset: Dataset,
  base: CauseOptions['base'],
  session: SessionOptions,
  use: (reference: Reference | undefined) => Promise<T>,
): Promise<T> {
  if (base === 'float') return use(undefined);
  const outputs = float.graph.outputs.map(({ name }) => name);
  return withPart(float, outputs, session, (part) => use(new SessionReference(part, dataset)));
}

interface ChainMeterOptions {
  readonly plan: CausePlan;
  readonly chain: SegmentChain;
  readonly cache: ActivationCache;
  readonly parts: PartModels;
  readonly segments: readonly Segment[];
  readonly session: SessionOptions;
  readonly reference: Reference;
  readonly dataset: Dataset;
  readonly outputs: readonly string[];
  readonly comparison: ComparisonOptions;
  readonly signal: AbortSignal;
}

class ChainMeter implements CauseMeter {
  readonly plan: CausePlan;
  private readonly options: ChainMeterOptions;

  constructor(options: ChainMeterOptions) {
    this.options = options;
    this.plan = options.plan;
  }

  readonly measure = async (layer: Layer, what: QuantizedPart): Promise<MeasuredCause> => {
    const { parts, segments, session } = this.options;
    const start = performance.now();
    const nodeRuns: NodeRuns = { count: 0 };
    const place = parts.segmentOf(layer);
    const segment = segments[place]!;
    const meter = await withPart(parts.variant(layer, what, segment), segment.outputs, session, (part) =>
      this.runs({ place, part }, nodeRuns),
    );
    const seconds = (performance.now() - start) / 1000;
    this.plan.measured(layer, seconds);
    return { effect: meter.effect(), errors: meter.errors(), nodeRuns: nodeRuns.count, seconds };
  };

  /** Runs all samples with a variant. */
  private async runs(variant: Variant, nodeRuns: NodeRuns): Promise<EffectMeter> {
    const { chain, cache, dataset, outputs, comparison, signal, reference } = this.options;
    const meter = new EffectMeter(comparison);
    let state = initialState(dataset);
    let run = 0;
    reference.restart();
    for await (const sample of cache.samples ?? dataset.samples()) {
      signal.throwIfAborted();
      const context = { run, signal, nodeRuns };
      const kept = cache.reference(run);
      const expected = kept ?? (await reference.outputsOf(sample, context));
      const feeds = new Map([...sample.feeds, ...state]);
      await chain.run({ ...context, feeds }, variant, outputs, async (given) => {
        await meter.add(sample, expected, given);
        state = stateAfter(dataset, given);
      });
      if (kept === undefined) for (const tensor of expected.values()) release(tensor);
      run++;
    }
    return meter;
  }
}
