import type { PruneCurve } from '../../../protocol/result/pruneCurves.ts';
import type { Dataset } from '../../data/dataset.ts';
import { softmaxOutputs } from '../../data/metrics/classOutputs.ts';
import type { Model } from '../../onnx/model.ts';
import { type SessionOptions, withSession } from '../../runtime/session.ts';
import { StatefulRunner } from '../../runtime/statefulRunner.ts';
import { EffectMeter } from '../../sensitivity/cause/effectMeter.ts';
import type { TimeBudget } from '../../sensitivity/timeBudget.ts';
import type { CurveStep, LayerCurve } from './curve.ts';
import { ReferenceOutputs } from './referenceOutputs.ts';

interface Running {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
}

export interface MeasureOptions extends Running {
  readonly budget: TimeBudget;
  readonly onProgress: (fraction: number) => void;
  /** A curve has one point more. */
  readonly onCurve: (curve: PruneCurve) => void;
}

/** What of the curves was measured, and whether that is all. */
export interface MeasuredCurves {
  readonly curves: readonly PruneCurve[];
  readonly complete: boolean;
}

/**
 * What taking shares of single layers away does to the outputs of a model: each step is a model of its own, run beside the original. Every
 * layer gets its first point before any gets its second, so that a budget that ends it leaves something of all.
 * @throws UserError where a model or the data fails
 */
export async function measureCurves(
  original: Model,
  layers: readonly LayerCurve[],
  dataset: Dataset,
  options: MeasureOptions,
): Promise<MeasuredCurves> {
  const { budget, onProgress, onCurve, ...running } = options;
  const { synthetic, hasLabels } = dataset;
  const curves = new Map<string, PruneCurve>(
    layers.map(({ id, layers: named, units }) => [id, { id, layers: named, units, points: [] }]),
  );
  const waiting = inRounds(layers);
  return withSession(original, sessionOptions(running), async (session) => {
    const reference = new ReferenceOutputs(session, dataset);
    let longest = 0;
    for (const [index, { layer, step }] of waiting.entries()) {
      running.signal.throwIfAborted();
      if (!budget.allows(longest)) return { curves: [...curves.values()], complete: false };
      const began = performance.now();
      const meter = new EffectMeter({ softmax: softmaxOutputs(original), hasLabels, synthetic, own: [] });
      await compare(await step.make(), reference, dataset, meter, running);
      longest = Math.max(longest, (performance.now() - began) / 1000);
      const curve = withPoint(curves.get(layer.id)!, step, meter);
      curves.set(layer.id, curve);
      onCurve(curve);
      onProgress((index + 1) / waiting.length);
    }
    return { curves: [...curves.values()], complete: true };
  });
}

interface Waiting {
  readonly layer: LayerCurve;
  readonly step: CurveStep;
}

/** The step in the middle of every layer, then those beside it, and so on. */
function inRounds(layers: readonly LayerCurve[]): readonly Waiting[] {
  const distance = ({ steps }: LayerCurve, index: number): number => Math.abs(index - (steps.length - 1) / 2);
  return layers
    .flatMap((layer) => layer.steps.map((step, index) => ({ layer, step, round: distance(layer, index) })))
    .toSorted((one, other) => one.round - other.round);
}

function withPoint(curve: PruneCurve, { share, parameters, macs }: CurveStep, meter: EffectMeter): PruneCurve {
  const points = [...curve.points, { share, parameters, macs, effect: meter.effect() }];
  return { ...curve, points: points.toSorted((one, other) => one.share - other.share) };
}

/** Runs a changed copy over the samples, and compares it with what the outputs should be. */
async function compare(
  changed: Model,
  reference: ReferenceOutputs,
  dataset: Dataset,
  meter: EffectMeter,
  { threads, signal }: Running,
): Promise<void> {
  await withSession(changed, sessionOptions({ threads }), async (session) => {
    const runner = new StatefulRunner(session, dataset);
    const outputsOf = reference.restart();
    for await (const sample of dataset.samples()) {
      signal.throwIfAborted();
      await meter.add(sample, await outputsOf(sample), await runner.run(sample.feeds));
    }
  });
}

function sessionOptions({ threads }: Pick<Running, 'threads'>): SessionOptions {
  return threads === undefined ? {} : { threads };
}
