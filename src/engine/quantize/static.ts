import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { QuantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { userError } from '../../protocol/userError.ts';
import type { Dataset, Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { NormaliseReport } from '../onnx/normalise/normalise.ts';
import { macsByNode } from '../profile/nodeMacs.ts';
import type { PassContext } from '../recipe/context.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';
import { initialState } from '../runtime/runSamples.ts';
import { machine } from '../runtime/machine.ts';
import { applyPlan } from './apply/applyPlan.ts';
import { calibrate, type CalibrateOptions, type Statistics } from './calibrate.ts';
import { requireFiniteWeights } from './finiteWeights.ts';
import { chooseRange, needsHistogram } from './observers/observer.ts';
import { requireIntegers } from './plan/nothingInteger.ts';
import { observedTensors, type PlannedTensor, type QuantizationPlan } from './plan/plan.ts';
import { planStatic, ruleContext } from './plan/planStatic.ts';
import { prepare } from './prepare.ts';
import type { TargetMachine } from './presets.ts';
import type { Range } from './scheme.ts';

/** What static quantization did. */
export interface StaticOutcome {
  readonly plan: QuantizationPlan;
  readonly types: TensorTypes;
  readonly normalised: NormaliseReport;
  /** Multiplications with additions of the planned nodes that have any, in a run of the first sample. */
  readonly macs: ReadonlyMap<NodeId, number>;
  readonly statistics: Statistics;
}

/**
 * Quantizes the main graph of a model in place: prepares it, plans, calibrates on `dataset`, and applies. Tensors that
 * have no usable range, such as those with NaN, are left float, and the plan is made again without them.
 * @throws UserError when the model cannot be prepared or has weights that are not finite, the data does not fit it, or
 * nothing can run on integers
 */
export async function quantizeStatic(
  model: Model,
  dataset: Dataset,
  options: QuantizeStaticOptions,
  context: PassContext,
): Promise<StaticOutcome> {
  const { types, normalised } = await prepareFor(model, dataset, context);
  const macs = macsByNode(model.graph, types);
  const unusable = new Map<string, Message>();
  let statistics: Statistics = new Map();
  for (;;) {
    const plan = planStatic(model, options, { types, machine: thisMachine(), unusable });
    requireIntegers(plan.nodes, model.file);
    const missing = observedTensors(plan).filter((tensor) => !statistics.has(tensor));
    if (missing.length > 0) {
      const found = await calibrate(model, missing, dataset, calibrationOptions(plan, types, options), context);
      statistics = new Map([...statistics, ...found]);
    }
    const ranges = chooseRanges(plan, statistics);
    if (ranges.unusable.size === 0) {
      applyPlan(model, plan, types, ({ root }) => ranges.found.get(root) ?? { min: 0, max: 0 });
      return { plan, types, normalised, macs, statistics };
    }
    for (const [tensor, reason] of ranges.unusable) {
      if (reason.code === 'reason.not-finite') requireFiniteWeights(tensor, ruleContext(model, plan.preset, types));
      context.log(message('quantize.tensor-left-float', { tensor, reason }));
      unusable.set(tensor, reason);
    }
  }
}

/** Plans without calibrating, after preparing the model in place with one run on `feeds`. */
export async function planFor(
  model: Model,
  feeds: Feeds,
  options: QuantizeStaticOptions,
  context: PassContext,
): Promise<Omit<StaticOutcome, 'statistics'>> {
  const { types, normalised } = await prepare(model, feeds, typingOptions(context));
  const plan = planStatic(model, options, { types, machine: thisMachine() });
  return { plan, types, normalised, macs: macsByNode(model.graph, types) };
}

async function prepareFor(model: Model, dataset: Dataset, context: PassContext) {
  for await (const { feeds } of dataset.samples({ end: 1 })) {
    return prepare(model, new Map([...feeds, ...initialState(dataset)]), typingOptions(context));
  }
  throw userError('quantize.no-samples', { source: dataset.source });
}

/** What the observers of a plan need to see. */
function calibrationOptions(
  { tensors }: QuantizationPlan,
  types: TensorTypes,
  { statistics }: QuantizeStaticOptions,
): CalibrateOptions {
  const observers = [...tensors.values()].map(({ observer }) => observer);
  return {
    types,
    histograms: observers.some(needsHistogram),
    movingAverages: observers.includes('moving-average'),
    ...(statistics !== undefined && { file: statistics }),
  };
}

function typingOptions({ temporaryFolder, threads }: PassContext) {
  return { temporaryFolder, ...(threads !== undefined && { threads }) };
}

/** This machine, as plans see it; where the system does not tell about VNNI, there is none. */
export function thisMachine(): TargetMachine {
  const { architecture, vnni } = machine();
  return { architecture, vnni: vnni === true };
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
    const choice = chooseRange(seen, planned.observer, rangeOptions(planned, plan.percentile));
    if (choice.kind === 'range') found.set(tensor, choice.range);
    else if (choice.reason === 'no-values') unusable.set(tensor, message('reason.never-seen', { tensor }));
    else unusable.set(tensor, message('reason.not-finite', { tensor }));
  }
  return { found, unusable };
}

function rangeOptions({ type, symmetric }: PlannedTensor, percentile: number) {
  return { type, symmetric, percentile };
}
