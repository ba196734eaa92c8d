import type { QuantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { Dataset, Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { macsByNode } from '../profile/nodeMacs.ts';
import type { PassContext } from '../recipe/context.ts';
import { applyPlan } from './apply/applyPlan.ts';
import type { Statistics } from './calibrate.ts';
import { calibratedPlan, type PreparedForPlan, prepareWithData, typingOptions } from './calibratedPlan.ts';
import type { QuantizationPlan } from './plan/plan.ts';
import { planStatic } from './plan/planStatic.ts';
import { prepare } from './prepare.ts';
import { thisMachine } from './thisMachine.ts';

/** What static quantization did. */
export interface StaticOutcome extends PreparedForPlan {
  readonly plan: QuantizationPlan;
  readonly statistics: Statistics;
}

/**
 * Quantizes the main graph of a model in place: prepares it, plans, calibrates on `dataset`, and applies. Tensors that
 * have no usable range, such as those with NaN, are left float.
 * @throws UserError when the model cannot be prepared or has weights that are not finite, the data does not fit it, or
 * nothing can run on integers
 */
export async function quantizeStatic(
  model: Model,
  dataset: Dataset,
  options: QuantizeStaticOptions,
  context: PassContext,
): Promise<StaticOutcome> {
  const prepared = await prepareWithData(model, dataset, context);
  const { types } = prepared;
  const { plan, ranges, statistics } = await calibratedPlan(model, types, dataset, options, context);
  applyPlan(model, plan, types, ranges);
  return { ...prepared, plan, statistics };
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
