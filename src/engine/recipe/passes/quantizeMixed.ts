import { message } from '../../../protocol/messages/catalogue.ts';
import type { Pass } from '../../../protocol/recipe.ts';
import { takenPoint } from '../../../protocol/result/mixedTable.ts';
import { searchTradeOff } from '../tradeOff.ts';
import { userError } from '../../../protocol/userError.ts';
import type { PassInput, QuantizeOutcome } from './pass.ts';
import { runQuantizeStatic } from './quantizeStatic.ts';

/**
 * Mixed precision as a pass: searches, and quantizes with the options of the point that meets what was asked for, or of the
 * most accurate one where none does.
 * @throws UserError where the model, the data or the options do not fit
 */
export async function runQuantizeMixed(
  input: PassInput,
  { options, search }: Extract<Pass, { pass: 'quantize-mixed' }>,
): Promise<QuantizeOutcome> {
  const { dataset, judged, context } = input;
  if (judged === undefined) throw userError('recipe.data-needed', {});
  const mixed = await searchTradeOff({ options, search }, dataset, judged, context);
  const point = takenPoint(mixed);
  if (point === undefined) throw new Error('a search without a model');
  const outcome = await runQuantizeStatic(input, point.options);
  const needless = search.floor !== undefined && mixed.chosen === 0;
  return {
    coverage: outcome.coverage,
    notes: needless ? [...outcome.notes, message('mixed.floor-needless', {})] : outcome.notes,
    mixed,
  };
}
