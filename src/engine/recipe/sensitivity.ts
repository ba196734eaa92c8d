import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { sensitivity as schema, type Sensitivity, type SensitivityPlan } from '../../protocol/result/sensitivity.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { ResultCache } from '../sensitivity/cache.ts';
import { cacheKeys } from '../sensitivity/cacheKey.ts';
import { estimateSensitivity } from '../sensitivity/estimate/estimate.ts';
import { TimeBudget } from '../sensitivity/timeBudget.ts';
import type { JobContext } from './context.ts';
import { type FoundSensitivity, measureSensitivity } from './measureSensitivity.ts';
import { firstFeeds } from './samples.ts';
import { openSensitivitySamples, type SensitivitySamples } from './sensitivitySamples.ts';
import { passContextOf, Steps } from './steps.ts';

type SensitivityJob = JobOf<'sensitivity'>;

/** Expected shares of the time before anything is known of the model. */
const shares = { opening: 0.01, planning: 0.04 };

/**
 * Says which layers of a model suffer from a pass: what it will cost first, then what is found as it is found, at the end everything. A
 * result that was kept, of the same model, data and wishes, is given at once.
 * @throws UserError where the model or the data fails
 */
export async function findSensitivity(job: SensitivityJob, context: JobContext): Promise<ResultOf<'sensitivity'>> {
  const budget = new TimeBudget(job.sensitivity.budget);
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), shares.opening);
  const original = openModel(job.model);
  try {
    const samples = await openSensitivitySamples(job, original);
    const kept = job.planOnly ? undefined : await keptResult(job, original, samples, context);
    if (kept?.result !== undefined) return tell(job, samples, kept.result, context);
    steps.begin(message('stage.planning', {}), shares.planning);
    const { evaluation, calibration } = samples;
    const estimate = await estimateSensitivity(
      {
        ...{ model: original.clone(), pass: job.pass, calibration, evaluation },
        ...{ feeds: await firstFeeds(evaluation), options: job.sensitivity },
      },
      passContextOf(context, steps, job.run),
    );
    context.finding({ kind: 'sensitivity-plan', plan: estimate.plan });
    if (job.planOnly) return { kind: 'sensitivity', plan: estimate.plan };
    const share = 1 - shares.opening - shares.planning;
    const input = { model: original.clone(), pass: job.pass, options: job.sensitivity, run: job.run };
    const found = await measureSensitivity(
      { ...input, calibration, evaluation, estimate, budget },
      context,
      steps,
      share,
    );
    const result = describe(job, samples, found, steps.end());
    kept?.keep(result);
    return { kind: 'sensitivity', plan: result.plan, sensitivity: result };
  } finally {
    original.close();
  }
}

function describe(
  job: SensitivityJob,
  samples: SensitivitySamples,
  { warnings, notes, ...measured }: FoundSensitivity,
  timings: Sensitivity['timings'],
): Sensitivity {
  return {
    ...{ format: 'whittle-sensitivity', version: 1, created: new Date().toISOString() },
    ...asked(job, samples),
    ...measured,
    notes: [...samples.notes, ...notes],
    warnings: [...samples.warnings, ...warnings],
    timings,
  };
}

/** What a result says of what was asked for. */
function asked({ model, pass, data, sensitivity, run }: SensitivityJob, { evaluation, heldOut }: SensitivitySamples) {
  const { source, synthetic, size } = evaluation;
  return {
    ...{ model, pass, ...(data !== undefined && { data }), options: sensitivity, run },
    samples: { source, synthetic, count: size, heldOut },
  } satisfies Partial<Sensitivity>;
}

interface Kept {
  readonly result: Sensitivity | undefined;
  keep(result: Sensitivity): void;
}

/** What was found before, and where to keep what is found now; nothing without a cache. */
async function keptResult(
  { cache: folder, pass, sensitivity: options, run }: SensitivityJob,
  model: Model,
  data: SensitivitySamples,
  context: JobContext,
): Promise<Kept | undefined> {
  if (folder === undefined) return undefined;
  const cache = new ResultCache(folder, schema, (text) => context.log(text));
  const keys = await cacheKeys({ model, pass, data, options, run });
  return {
    result: cache.read(keys.complete) ?? cache.read(keys.partial),
    keep: (result) => cache.write(result.complete ? keys.complete : keys.partial, result),
  };
}

/** Gives a result that was kept as if it were found now: files may be called otherwise by now. */
function tell(
  job: SensitivityJob,
  samples: SensitivitySamples,
  kept: Sensitivity,
  context: JobContext,
): ResultOf<'sensitivity'> {
  const note = message('sensitivity.kept', { when: kept.created });
  const sensitivity = { ...kept, ...asked(job, samples), notes: [...kept.notes, note] };
  const plan: SensitivityPlan = { ...kept.plan, seconds: 0 };
  context.finding({ kind: 'sensitivity-plan', plan });
  context.finding({ kind: 'sensitive-layers', layers: kept.layers });
  return { kind: 'sensitivity', plan, sensitivity };
}
