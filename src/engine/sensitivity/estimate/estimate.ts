import type { SensitivityOptions } from '../../../protocol/options/sensitivity.ts';
import type { QuantizePass } from '../../../protocol/recipe.ts';
import type { SensitivityPlan } from '../../../protocol/result/sensitivity.ts';
import type { Dataset, Feeds } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import { elementCount } from '../../onnx/tensor.ts';
import type { PassContext } from '../../recipe/context.ts';
import { type CauseEstimate, estimateCause } from './causeEstimate.ts';
import { type Draft, draftOf } from './draft.ts';
import { type RunTime, timedRuns } from './timedRuns.ts';

export interface EstimateInput {
  /** Prepared in place. */
  readonly model: Model;
  readonly pass: QuantizePass;
  readonly calibration: Dataset;
  readonly evaluation: Dataset;
  /** What the model is fed in its first run. */
  readonly feeds: Feeds;
  readonly options: SensitivityOptions;
}

/** What measuring will cost, and how the time will be spent. */
export interface Estimate {
  readonly plan: SensitivityPlan;
  /** Seconds of each step; 0 for what was not asked for. */
  readonly seconds: {
    readonly preparing: number;
    readonly calibrating: number;
    readonly symptom: number;
    readonly whole: number;
    readonly cause: number;
  };
  /** Of `cause` the seconds until the first layer is begun. */
  readonly causePreparation: number;
}

/**
 * What measuring adds to running, from timing the steps on networks of 15 to 200 layers: a probed run makes the results of all layers leave
 * fused kernels and compares them; a run of calibration hands out values, which are counted in histograms.
 */
const cost = {
  probedRun: 1.5,
  probedLoad: 1.6,
  probePerLayer: { load: 5e-3, run: 40e-6 },
  calibrationLoad: 3,
  calibrationRun: 1.5,
  calibrationPerElement: 6e-9,
  /** Elements that calibration takes from one run at most, see `observeValues`. */
  calibratedElements: 12e6,
  /** What each observer would choose for a tensor. */
  distribution: 15e-3,
  histogramBytes: 16e3,
};

/**
 * Foretells what measuring takes from one sample: the float model, and the quantized one with made-up ranges, are run a few times; the rest
 * follows from sizes. Nothing is calibrated, so that this takes about as long as opening both models. It is not exact: kernels differ in
 * how they bear being cut apart, samples differ in size, and tensors that calibration finds unusable are counted as integers here.
 * @throws UserError when the model cannot be prepared or run, or nothing in it can run on integers
 */
export async function estimateSensitivity(input: EstimateInput, context: PassContext): Promise<Estimate> {
  const { model, pass, feeds, options, evaluation } = input;
  const start = performance.now();
  const draft = await draftOf(model, feeds, pass, context);
  const preparing = (performance.now() - start) / 1000;
  const session = context.threads === undefined ? {} : { threads: context.threads };
  const float = await timedRuns(draft.float, feeds, session);
  const quantized = await timedRuns(draft.quantized(), feeds, session);
  const times = { float, quantized };
  const calibration = calibrationCost(draft, input, float);
  const samples = evaluation.size;
  const symptom = options.signal === 'cause' ? 0 : symptomSeconds(draft, samples, times);
  const whole = float.load + quantized.load + samples * (float.run + quantized.run);
  const cause =
    options.signal === 'symptom'
      ? undefined
      : estimateCause({ draft, dataset: evaluation, options, times, threads: context.threads });
  const seconds = { preparing, calibrating: calibration.seconds, symptom, whole, cause: cause?.seconds ?? 0 };
  const total = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  const plan: SensitivityPlan = {
    layers: draft.layers.length,
    samples,
    synthetic: evaluation.synthetic,
    calibration: { runs: calibration.runs, seconds: preparing + calibration.seconds },
    ...(options.signal !== 'cause' && { symptom: { runs: 2 * samples, seconds: symptom } }),
    ...(cause !== undefined && { cause: planned(cause) }),
    seconds: Math.min(total, options.budget ?? Number.POSITIVE_INFINITY),
    memory: (cause?.bytes ?? 0) + runBytes(draft) + draft.observed.length * cost.histogramBytes,
  };
  return { plan, seconds, causePreparation: cause?.preparation ?? 0 };
}

function planned({ layers, runs, naiveRuns, seconds }: CauseEstimate): NonNullable<SensitivityPlan['cause']> {
  return { layers, runs, naiveRuns, seconds };
}

function calibrationCost(draft: Draft, { pass, calibration }: EstimateInput, { run, load }: RunTime) {
  if (pass.pass === 'quantize-dynamic') return { runs: 0, seconds: 0 };
  const { calibrationSamples = calibration.size } = pass.options;
  const runs = Math.min(calibrationSamples, calibration.size);
  let elements = 0;
  for (const tensor of draft.observed) elements += elementCount(draft.types.get(tensor)?.dims ?? []);
  const counting = cost.calibrationPerElement * Math.min(elements, cost.calibratedElements);
  const once = cost.calibrationLoad * load + cost.distribution * draft.observed.length;
  return { runs, seconds: once + runs * (cost.calibrationRun * run + counting) };
}

function symptomSeconds(
  { layers }: Draft,
  samples: number,
  { float, quantized }: { readonly float: RunTime; readonly quantized: RunTime },
): number {
  const load = cost.probedLoad * (float.load + quantized.load) + cost.probePerLayer.load * layers.length;
  const run = cost.probedRun * (float.run + quantized.run) + cost.probePerLayer.run * layers.length;
  return load + samples * run;
}

/** What a run of both models takes at most: as if nothing were freed before its end. */
function runBytes({ layers, types }: Draft): number {
  let largest = 0;
  for (const { output } of layers) largest = Math.max(largest, 4 * elementCount(types.get(output)?.dims ?? []));
  return 8 * largest;
}
