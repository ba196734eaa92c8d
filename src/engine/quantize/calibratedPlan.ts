import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { QuantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { userError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { macsByNode } from '../profile/nodeMacs.ts';
import type { PassContext } from '../recipe/context.ts';
import { initialState } from '../runtime/runSamples.ts';
import type { TensorTypes, TypingOptions } from '../runtime/tensorTypes.ts';
import { calibrate, type CalibrateOptions, type Statistics } from './calibrate.ts';
import { requireFiniteWeights } from './finiteWeights.ts';
import { needsHistogram } from './observers/observer.ts';
import { rememberedRange } from './observers/rememberedRange.ts';
import { requireIntegers } from './plan/nothingInteger.ts';
import { observedTensors, type QuantizationPlan } from './plan/plan.ts';
import { planStatic, ruleContext } from './plan/planStatic.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { Range } from './scheme.ts';
import { thisMachine } from './thisMachine.ts';

/** A model in the form that plans are made for, and what it costs. */
export interface PreparedForPlan extends Prepared {
  /** Multiplications with additions of the nodes that have any, in a run of the first sample. */
  readonly macs: ReadonlyMap<NodeId, number>;
}

/** A plan with the ranges that its observers chose, by the tensors whose parameters they give. */
export interface RangedPlan {
  readonly plan: QuantizationPlan;
  readonly ranges: ReadonlyMap<string, Range>;
}

export interface CalibratedPlan extends RangedPlan {
  readonly statistics: Statistics;
}

/** What statistics are collected for: the observers of the plan, or any observer for any tensor that is quantized. */
export type Collected = 'for-plan' | 'for-any-observer';

/**
 * Prepares a model in place with one run of the first sample.
 * @throws UserError when there is no sample, or the model cannot be prepared
 */
export async function prepareWithData(model: Model, dataset: Dataset, context: PassContext): Promise<PreparedForPlan> {
  for await (const { feeds } of dataset.samples({ end: 1 })) {
    const prepared = await prepare(model, new Map([...feeds, ...initialState(dataset)]), typingOptions(context));
    return { ...prepared, macs: macsByNode(model.graph, prepared.types) };
  }
  throw userError('quantize.no-samples', { source: dataset.source });
}

/** How types are found on a pass's behalf. */
export function typingOptions({ temporaryFolder, threads }: PassContext): TypingOptions {
  return { temporaryFolder, ...(threads !== undefined && { threads }) };
}

/**
 * Plans static quantization of a prepared model, calibrates on `dataset`, and chooses ranges. Tensors that have no usable
 * range, such as those with NaN, are left float, and the plan is made again without them. The model is not changed.
 * @throws UserError when it has weights that are not finite, the data does not fit it, or nothing can run on integers
 */
export async function calibratedPlan(
  model: Model,
  types: TensorTypes,
  dataset: Dataset,
  options: QuantizeStaticOptions,
  context: PassContext,
  collected: Collected = 'for-plan',
): Promise<CalibratedPlan> {
  const unusable = new Map<string, Message>();
  let statistics: Statistics = new Map();
  for (;;) {
    const plan = planWithout(unusable, model, types, options);
    const missing = tensorsToSee(plan, collected).filter((tensor) => !statistics.has(tensor));
    if (missing.length > 0) {
      const needs = calibrationOptions(plan, types, options, collected);
      statistics = new Map([...statistics, ...(await calibrate(model, missing, dataset, needs, context))]);
    }
    const ranges = chooseRanges(plan, statistics);
    if (ranges.unusable.size === 0) return { plan, ranges: ranges.found, statistics };
    for (const [tensor, reason] of ranges.unusable) {
      if (reason.code === 'reason.not-finite') requireFiniteWeights(tensor, ruleContext(model, plan.preset, types));
      context.log(message('quantize.tensor-left-float', { tensor, reason }));
      unusable.set(tensor, reason);
    }
  }
}

/**
 * The same from statistics that are there: what was not seen in them is left float.
 * @throws UserError when nothing can run on integers
 */
export function planFromStatistics(
  model: Model,
  types: TensorTypes,
  options: QuantizeStaticOptions,
  statistics: Statistics,
): RangedPlan {
  const unusable = new Map<string, Message>();
  for (;;) {
    const plan = planWithout(unusable, model, types, options);
    const ranges = chooseRanges(plan, statistics);
    if (ranges.unusable.size === 0) return { plan, ranges: ranges.found };
    for (const [tensor, reason] of ranges.unusable) unusable.set(tensor, reason);
  }
}

function planWithout(
  unusable: ReadonlyMap<string, Message>,
  model: Model,
  types: TensorTypes,
  options: QuantizeStaticOptions,
): QuantizationPlan {
  const plan = planStatic(model, options, { types, machine: thisMachine(), unusable });
  requireIntegers(plan.nodes, model.file);
  return plan;
}

function tensorsToSee(plan: QuantizationPlan, collected: Collected): readonly string[] {
  if (collected === 'for-plan') return observedTensors(plan);
  return [...new Set([...plan.tensors.values()].flatMap(({ root, constant }) => (constant ? [] : root)))];
}

/** What the observers need to see. */
function calibrationOptions(
  { tensors }: QuantizationPlan,
  types: TensorTypes,
  { statistics }: QuantizeStaticOptions,
  collected: Collected,
): CalibrateOptions {
  const isForAny = collected === 'for-any-observer';
  const observers = [...tensors.values()].map(({ observer }) => observer);
  return {
    types,
    histograms: isForAny || observers.some(needsHistogram),
    movingAverages: isForAny || observers.includes('moving-average'),
    ...(statistics !== undefined && { file: statistics }),
  };
}

function chooseRanges(plan: QuantizationPlan, statistics: Statistics) {
  const found = new Map<string, Range>();
  const unusable = new Map<string, Message>();
  for (const tensor of observedTensors(plan)) {
    const planned = plan.tensors.get(tensor);
    const seen = statistics.get(tensor);
    if (planned === undefined) continue;
    if (seen === undefined) {
      unusable.set(tensor, message('reason.never-seen', { tensor }));
      continue;
    }
    const { type, symmetric, observer } = planned;
    const choice = rememberedRange(seen, observer, { type, symmetric, percentile: plan.percentile });
    if (choice.kind === 'range') found.set(tensor, choice.range);
    else if (choice.reason === 'no-values') unusable.set(tensor, message('reason.never-seen', { tensor }));
    else unusable.set(tensor, message('reason.not-finite', { tensor }));
  }
  return { found, unusable };
}
