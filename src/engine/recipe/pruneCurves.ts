import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { PruneCurve, PruneTrade } from '../../protocol/result/pruneCurves.ts';
import type { UntouchedLayer } from '../../protocol/result/reduction.ts';
import { samplesNeed } from '../../protocol/recipes/samplesNeed.ts';
import { userError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import { take } from '../data/take.ts';
import { decodeSparse } from '../onnx/encoding/decodeSparse.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { countMacs } from '../profile/nodeMacs.ts';
import { countParameters } from '../profile/storedWeights.ts';
import { pruneTask } from '../prune/channels/task.ts';
import { channelCurves } from '../prune/curves/channelCurves.ts';
import { type Curves, sharesOf, type Size } from '../prune/curves/curve.ts';
import { measureCurves } from '../prune/curves/measureCurves.ts';
import { bestTrades } from '../prune/curves/trades.ts';
import { weightCurves } from '../prune/curves/weightCurves.ts';
import { planWeights } from '../prune/weights/pruneWeights.ts';
import { tensorTypes } from '../runtime/tensorTypes.ts';
import { TimeBudget } from '../sensitivity/timeBudget.ts';
import type { JobContext, PassContext } from './context.ts';
import { openData } from './openData.ts';
import { firstFeeds } from './samples.ts';
import { passContextOf, Steps } from './steps.ts';

type CurvesJob = JobOf<'prune-curves'>;

/** Expected shares of the time. */
const shares = { opening: 0.02, finding: 0.1 };

/**
 * Says what becomes of a model as more and more of single layers goes, each alone and nothing repaired, and which shares of all of them together
 * would lose least for what they save. Writes nothing. Curves are findings as they grow.
 * @throws UserError where the model or the data fails, or nothing can go
 */
export async function findPruneCurves(job: CurvesJob, context: JobContext): Promise<ResultOf<'prune-curves'>> {
  const { curves: options, run, pass } = job;
  const budget = new TimeBudget(options.budget);
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), shares.opening);
  const original = openModel(job.model);
  try {
    const model = original.clone();
    decodeSparse(model);
    const data = await openData(job.data ?? { kind: 'synthetic', count: options.samples, seed: run.seed }, original);
    if (data.size === 0) throw userError('quantize.no-samples', { source: data.source });
    const evaluation = take(data, options.samples);
    steps.begin(message('pruneCurves.stage-finding', {}), shares.finding);
    const found = await findCurves(job, model, data, passContextOf(context, steps, run));

    const stage = message('pruneCurves.stage-measuring', {});
    steps.begin(stage, 1 - shares.opening - shares.finding);
    const { curves, complete } = await measureCurves(model, found.layers, evaluation, {
      ...{ threads: run.threads, signal: context.signal, budget },
      onProgress: (fraction) => steps.update(stage, fraction),
      onCurve: (curve) => context.finding({ kind: 'prune-curve', curve }),
    });
    const { synthetic, source } = data;
    return {
      kind: 'prune-curves',
      curves: {
        ...{ format: 'whittle-prune-curves', version: 1, created: new Date().toISOString(), model: job.model },
        ...{ pass, options, run, ...(job.data !== undefined && { data: job.data }) },
        samples: { source, synthetic, count: evaluation.size, heldOut: false },
        ...found.whole,
        ...{ curves, trades: tradesOf(curves, found), untouched: found.untouched, complete },
        notes: [...(data.notes ?? []), message('pruneCurves.not-repaired', {})],
        warnings: [
          ...(synthetic ? [message('sensitivity.synthetic', {})] : []),
          ...(complete ? [] : [message('pruneCurves.budget', {})]),
        ],
        timings: steps.end(),
      },
    };
  } finally {
    original.close();
  }
}

interface FoundCurves extends Curves {
  readonly untouched: readonly UntouchedLayer[];
  readonly whole: Size;
}

/** What can be taken away of which layers. Made-up samples tell nothing of what matters. */
async function findCurves(
  { pass, curves: { levels } }: CurvesJob,
  model: Model,
  data: Dataset,
  context: PassContext,
): Promise<FoundCurves> {
  const dataset = data.synthetic ? undefined : data;
  const wanted = sharesOf(levels);
  switch (pass.pass) {
    case 'prune-channels': {
      const task = await pruneTask(model, dataset, pass.options, context);
      const whole = { parameters: countParameters(model), macs: countMacs(model, task.types).total };
      const curves = await channelCurves(task, pass.options, wanted, context);
      return { ...curves, untouched: task.untouched, whole };
    }
    case 'prune-weights': {
      const { temporaryFolder, threads } = context;
      const options = { temporaryFolder, ...(threads !== undefined && { threads }) };
      const types = await tensorTypes(model, await firstFeeds(data), options);
      // What errors are at the layers themselves is not asked: samples only where the criterion needs them.
      const ranked = samplesNeed(pass) === 'needed' ? dataset : undefined;
      const planned = await planWeights(model, ranked, pass.options, context);
      const whole = { parameters: countParameters(model), macs: countMacs(model, types).total };
      const curves = weightCurves(model, ranked, pass.options, planned, whole, wanted, context);
      return { ...curves, untouched: planned.untouched, whole };
    }
    case 'factorize':
      throw userError('pruneCurves.no-curve', {});
  }
}

/** By what goes: MACs where some do, else parameters. */
function tradesOf(
  curves: readonly PruneCurve[],
  { whole: { parameters, macs }, sizeOf }: FoundCurves,
): readonly PruneTrade[] {
  const savesMacs = curves.some(({ points }) => points.some((point) => point.macs < macs));
  const trades = bestTrades(
    curves.map(({ id, points }) => ({
      id,
      points: points.map((point) => ({
        share: point.share,
        saved: savesMacs ? macs - point.macs : parameters - point.parameters,
        noise: 10 ** (-point.effect.sqnr / 10),
      })),
    })),
  );
  return trades.map(({ shares: taken, noise }) => ({
    shares: Object.fromEntries(taken),
    ...sizeOf(taken),
    sqnr: noise === 0 ? Number.POSITIVE_INFINITY : -10 * Math.log10(noise),
  }));
}
