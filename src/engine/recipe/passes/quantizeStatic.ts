import { message } from '../../../protocol/messages/catalogue.ts';
import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Feeds } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import { calibrationData } from '../../quantize/calibrationData.ts';
import { planFor, quantizeStatic, type StaticOutcome } from '../../quantize/static.ts';
import { coverageOf } from '../../report/coverage.ts';
import type { PassContext } from '../context.ts';
import type { PassInput, QuantizeOutcome } from './pass.ts';

/** Static quantization as a pass. @throws UserError without samples, and see `quantizeStatic` */
export async function runQuantizeStatic(
  { model, dataset, context }: PassInput,
  options: QuantizeStaticOptions,
): Promise<QuantizeOutcome> {
  if (dataset === undefined) throw userError('recipe.data-needed', {});
  context.progress(message('stage.preparing', {}), 0);
  const outcome = await quantizeStatic(model, calibrationData(dataset, model, options), options, context);
  return { coverage: coverage(outcome), notes: outcome.normalised.left.map(({ reason }) => reason) };
}

/** What static quantization would make of every node. The model is prepared in place. */
export async function coverStatic(
  model: Model,
  feeds: Feeds,
  options: QuantizeStaticOptions,
  context: PassContext,
): Promise<Coverage> {
  return coverage(await planFor(model, feeds, options, context));
}

function coverage({ plan, macs }: Pick<StaticOutcome, 'plan' | 'macs'>): Coverage {
  return coverageOf(plan.nodes, (node) => macs.get(node), plan.preset);
}
