import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { RunOptions } from '../../protocol/options/run.ts';
import type { SensitivityOptions } from '../../protocol/options/sensitivity.ts';
import type { QuantizePass } from '../../protocol/recipe.ts';
import type { OutputEffect, Sensitivity, SensitivityPlan, Stability } from '../../protocol/result/sensitivity.ts';
import { worstFirst } from '../../protocol/result/worstFirst.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import type { Estimate } from '../sensitivity/estimate/estimate.ts';
import { KnownLayers } from '../sensitivity/knownLayers.ts';
import type { Layer } from '../sensitivity/layer.ts';
import { type Causes, measureCauses } from '../sensitivity/measureCauses.ts';
import { distributionsOf } from '../sensitivity/scheme/distributions.ts';
import { prepareScheme, type Scheme } from '../sensitivity/scheme/prepareScheme.ts';
import { rankLayers } from '../sensitivity/stability.ts';
import { measureSymptom, type Symptom } from '../sensitivity/symptom/measureSymptom.ts';
import { weightErrors } from '../sensitivity/symptom/weightErrors.ts';
import type { TimeBudget } from '../sensitivity/timeBudget.ts';
import { wholeEffect } from '../sensitivity/wholeEffect.ts';
import type { JobContext } from './context.ts';
import { passContextOf, type Steps } from './steps.ts';

export interface SensitivityInput {
  /** Prepared in place. */
  readonly model: Model;
  readonly pass: QuantizePass;
  readonly options: SensitivityOptions;
  readonly run: RunOptions;
  readonly calibration: Dataset;
  readonly evaluation: Dataset;
  readonly estimate: Estimate;
  readonly budget: TimeBudget;
}

/** What was found out about the layers of a model. */
export type FoundSensitivity = Pick<
  Sensitivity,
  'plan' | 'layers' | 'activations' | 'weights' | 'whole' | 'stability' | 'complete' | 'notes' | 'warnings'
>;

/** Below this rank correlation of two halves of the samples, a ranking is not to be relied upon. */
const stableHalves = 0.7;

/**
 * Quantizes a model and measures its layers: first their weights and what becomes of their results in the quantized model, then, those that
 * look worst first, what each of them alone does to the outputs. What is found is told as it is found.
 * @param share of the job's time that this is
 * @throws UserError where the model or the data fails
 */
export async function measureSensitivity(
  input: SensitivityInput,
  context: JobContext,
  steps: Steps,
  share: number,
): Promise<FoundSensitivity> {
  const { model, pass, calibration, estimate, run } = input;
  const { preparing, calibrating } = estimate.seconds;
  const timed = new TimedSteps(steps, estimate, share);
  timed.begin(message('stage.preparing', {}), preparing + calibrating);
  const scheme = await prepareScheme(model, calibration, pass, passContextOf(context, steps, run));
  return new Measuring(input, context, timed, scheme).all();
}

/** Steps by the seconds that they are thought to take. */
class TimedSteps {
  private readonly perSecond: number;
  private stage = message('stage.preparing', {});

  constructor(
    private readonly steps: Steps,
    { seconds }: Estimate,
    share: number,
  ) {
    this.perSecond = share / Object.values(seconds).reduce((sum, each) => sum + each, 1e-9);
  }

  begin(stage: Message, seconds: number): void {
    this.stage = stage;
    this.steps.begin(stage, this.perSecond * seconds);
  }

  readonly update = (fraction: number): void => this.steps.update(this.stage, fraction);
}

class Measuring {
  private readonly known: KnownLayers;
  private readonly stability: { symptom?: Stability; cause?: Stability } = {};
  private plan: SensitivityPlan;

  constructor(
    private readonly input: SensitivityInput,
    private readonly context: JobContext,
    private readonly steps: TimedSteps,
    private readonly scheme: Scheme,
  ) {
    this.plan = input.estimate.plan;
    this.known = new KnownLayers(scheme.layers, (layers) => context.finding({ kind: 'sensitive-layers', layers }));
  }

  async all(): Promise<FoundSensitivity> {
    const { scheme, known, stability } = this;
    const { signal } = this.input.options;
    const distributions = distributionsOf(scheme);
    const described = new Set(distributions.weights.map(({ tensor }) => tensor));
    for (const { node, weight } of scheme.layers) {
      if (weight !== undefined && described.has(weight)) known.learn(node, { weight });
    }
    for (const [node, weights] of weightErrors(scheme)) known.learn(node, { weights });
    known.tellAll();
    const symptom = signal === 'cause' ? undefined : await this.symptom();
    const fused = await this.whole();
    const causes = signal === 'symptom' ? undefined : await this.causes();
    const left = (causes?.left ?? 0) + (causes?.leftApart ?? 0);
    return {
      plan: this.plan,
      layers: known.all,
      ...distributions,
      whole: { observed: symptom?.outputs ?? [], fused },
      stability,
      complete: left === 0,
      notes: [...scheme.notes, ...leftOut(causes)],
      warnings: this.warnings(),
    };
  }

  private async symptom(): Promise<Symptom> {
    const { input, scheme, known, steps } = this;
    steps.begin(message('sensitivity.stage-symptom', {}), input.estimate.seconds.symptom);
    const symptom = await measureSymptom(scheme, input.evaluation, this.runOptions());
    const { ranks, stability } = rankLayers(symptom.errors, input.run.seed);
    for (const [node, errors] of symptom.errors) {
      known.learn(node, { symptom: errors.error(), symptomRank: ranks.get(node)! });
    }
    known.tellAll();
    this.stability.symptom = stability;
    return symptom;
  }

  private async whole(): Promise<OutputEffect> {
    const { input, scheme, steps } = this;
    steps.begin(message('sensitivity.stage-whole', {}), input.estimate.seconds.whole);
    return wholeEffect(scheme, input.evaluation, this.runOptions());
  }

  private async causes(): Promise<Causes> {
    const { input, scheme, known, steps } = this;
    const { evaluation, budget, estimate, options, run } = input;
    steps.begin(message('sensitivity.stage-cause', {}), estimate.seconds.cause);
    const layers = this.worst().slice(0, options.top);
    const causes = await measureCauses(scheme, evaluation, layers, known, {
      ...{ ...this.runOptions(), budget, wishes: options, preparation: estimate.causePreparation },
      onPlan: (plan) => this.sharpen({ layers: layers.length, ...plan }),
    });
    const { ranks, stability } = rankLayers(causes.errors, run.seed);
    for (const [node, causeRank] of ranks) known.learn(node, { causeRank });
    known.tellAll();
    this.stability.cause = stability;
    return causes;
  }

  /** Layers on integers, those first that look worst by what is known by now. */
  private worst(): readonly Layer[] {
    const byId = new Map<string, Layer>(this.scheme.layers.map((layer) => [layer.node, layer]));
    return worstFirst(this.known.all)
      .filter(({ precision }) => precision === 'integer')
      .flatMap(({ node }) => byId.get(node) ?? []);
  }

  /** What measuring layers alone costs is known better once the model has run in pieces. */
  private sharpen(cause: NonNullable<SensitivityPlan['cause']>): void {
    const { plan } = this;
    const seconds = plan.seconds + cause.seconds - (plan.cause?.seconds ?? 0);
    const { budget = Number.POSITIVE_INFINITY } = this.input.options;
    // Where a budget cut the plan short, it still does.
    this.plan = { ...plan, cause, seconds: plan.seconds === budget ? budget : Math.min(seconds, budget) };
    this.context.finding({ kind: 'sensitivity-plan', plan: this.plan });
  }

  private runOptions() {
    return { threads: this.input.run.threads, signal: this.context.signal, onProgress: this.steps.update };
  }

  private warnings(): readonly Message[] {
    return (['symptom', 'cause'] as const).flatMap((signal) => {
      const halves = this.stability[signal]?.halves ?? Number.NaN;
      if (!(halves < stableHalves)) return [];
      const code = signal === 'symptom' ? 'sensitivity.unstable-symptom' : 'sensitivity.unstable-cause';
      return [message(code, { correlation: halves.toFixed(2) })];
    });
  }
}

function leftOut(causes: Causes | undefined): readonly Message[] {
  const { left, leftApart } = causes ?? { left: 0, leftApart: 0 };
  return [
    ...(left > 0 ? [message('sensitivity.budget-layers', { count: left })] : []),
    ...(leftApart > 0 ? [message('sensitivity.budget-apart', { count: leftApart })] : []),
  ];
}
