import type { JobOf } from '../../protocol/job.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import { mixedOptions } from '../../protocol/options/mixed.ts';
import { pruneCurvesOptions } from '../../protocol/options/pruneCurves.ts';
import { sensitivityOptions } from '../../protocol/options/sensitivity.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import { type ReducePass, reducePass } from '../../protocol/recipe.ts';
import type { AnalysisWish, TradeOffWish, VariantWish } from '../../protocol/webview/modelContract.ts';
import type { ReductionWish } from '../../protocol/webview/reductionWish.ts';
import {
  jobFrom,
  type JobSettings,
  type OutputChoice,
  passFrom,
  type QuantizeChoices,
  type RememberedChoices,
  runFrom,
} from '../quantize/choices.ts';

/** A model with what was chosen for it, and what the editor adds. */
export interface Analyzed {
  readonly model: string;
  readonly choices: RememberedChoices;
  readonly settings: JobSettings;
  /** Folder in which results are kept. */
  readonly cache: string;
}

const madeUp: DataOptions = { kind: 'synthetic' };

/** Whether there is no data, so that samples are made up. */
export function isSynthetic({ data }: RememberedChoices): boolean {
  return data === undefined || data.kind === 'synthetic';
}

/** Measures the layers, or with `planOnly` says what that would cost. */
export function sensitivityJob(
  { model, choices, settings, cache }: Analyzed,
  wish: AnalysisWish,
  planOnly = false,
): JobOf<'sensitivity'> {
  return {
    ...{ kind: 'sensitivity', model, pass: passFrom(choices) },
    ...(choices.data !== undefined && { data: choices.data }),
    sensitivity: sensitivityOptions.parse(wish),
    ...{ planOnly, cache, run: runFrom(settings) },
  };
}

/** Searches between float and the whole model in 8 bits. The search is one of static quantization. */
export function searchJob({ model, choices, settings }: Analyzed, wish: TradeOffWish): JobOf<'mixed'> {
  const { threads: _, ...floors } = settings;
  const { evaluation } = choices;
  return {
    ...{ kind: 'mixed', model, options: choices.static, search: mixedOptions.parse(wish) },
    data: choices.data ?? madeUp,
    verify: verifyOptions.parse({ ...floors, ...(evaluation !== undefined && { evaluation }) }),
    run: runFrom(settings),
  };
}

/** Measures where the time goes: on data where there is some that fits, else on a sample that is made up. */
export function profileJob(
  model: string,
  choices: Pick<RememberedChoices, 'data'> | undefined,
  settings: JobSettings,
): JobOf<'profile'> {
  return {
    ...{ kind: 'profile', model, run: runFrom(settings) },
    ...(choices?.data !== undefined && { data: choices.data }),
  };
}

/** Says what would be taken away. Without data that is what weights alone tell. */
export function previewJob({ model, choices, settings }: Analyzed, wish: ReductionWish): JobOf<'preview'> {
  return {
    ...{ kind: 'preview', model, pass: reducePassOf(wish), run: runFrom(settings) },
    ...(!isSynthetic(choices) && { data: choices.data! }),
  };
}

/** Takes shares of single layers away. Samples are made up where there are none: then it is a first hint. */
export function curvesJob({ model, choices, settings }: Analyzed, wish: ReductionWish): JobOf<'prune-curves'> {
  return {
    ...{ kind: 'prune-curves', model, pass: reducePassOf(wish), run: runFrom(settings) },
    curves: pruneCurvesOptions.parse({}),
    ...(choices.data !== undefined && { data: choices.data }),
  };
}

/** The pass that does what is wished for; the rest is as usual. */
function reducePassOf({ keep, ...wish }: ReductionWish): ReducePass {
  const { kind, ...options } = wish;
  const passes = { channels: 'prune-channels', weights: 'prune-weights', 'low-rank': 'factorize' } as const;
  return reducePass.parse({ pass: passes[kind], options: { ...options, excludeNodes: keep } });
}

/** Makes a model: as the whole one, but with nodes in float, a point of the trade-off, or one without what is wished away. */
export function variantJob(
  { model, choices, settings }: Analyzed,
  wish: VariantWish,
  output: OutputChoice,
): JobOf<'compress'> {
  if (wish.kind === 'reduce') {
    const { data, ...rest } = choices;
    const real = isSynthetic(choices) ? rest : { ...rest, data: data! };
    return jobFrom(model, { ...real, output }, settings, reducePassOf(wish.wish));
  }
  return jobFrom(model, { ...wished(choices, wish), output }, settings);
}

function wished(
  choices: RememberedChoices,
  wish: Exclude<VariantWish, { kind: 'reduce' }>,
): Omit<QuantizeChoices, 'output'> {
  const data = choices.data ?? madeUp;
  if (wish.kind === 'point') return { ...choices, method: 'static', data, static: wish.options };
  const without = <Options extends { readonly excludeNodes: readonly string[] }>(options: Options) => ({
    ...options,
    excludeNodes: [...new Set([...options.excludeNodes, ...wish.nodes])],
  });
  return choices.method === 'static'
    ? { ...choices, data, static: without(choices.static) }
    : { ...choices, dynamic: without(choices.dynamic) };
}
