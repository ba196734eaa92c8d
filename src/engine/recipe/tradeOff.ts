import type { MixedOptions } from '../../protocol/options/mixed.ts';
import type { QuantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { MixedFront } from '../../protocol/result/mixed.ts';
import { userError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import { loadMetric } from '../data/metrics/userMetric.ts';
import { searchMixed } from '../sensitivity/mixed/search.ts';
import { prepareStaticScheme } from '../sensitivity/scheme/staticScheme.ts';
import type { PassContext } from './context.ts';
import type { JudgedBy } from './passes/pass.ts';
import { firstFeeds } from './samples.ts';

/** What a search for mixed precision goes from, and what it aims at. */
export interface TradeOff {
  readonly options: QuantizeStaticOptions;
  readonly search: MixedOptions;
}

/**
 * Prepares a copy of the original, calibrates it once, and searches.
 * @throws UserError without samples, where the model or the data fails, or where the data does not allow what the floor asks for
 */
export async function searchTradeOff(
  { options, search }: TradeOff,
  calibration: Dataset | undefined,
  { original, dataset, heldOut, metrics }: JudgedBy,
  context: PassContext,
): Promise<MixedFront> {
  if (calibration === undefined) throw userError('recipe.data-needed', {});
  const { threads, signal, temporaryFolder } = context;
  const own = await Promise.all(metrics.map(loadMetric));
  const scheme = await prepareStaticScheme(original.clone(), calibration, options, context);
  const feeds = await firstFeeds(dataset);
  return searchMixed({
    ...{ scheme, calibration, search, context },
    evaluation: { original, dataset, heldOut, metrics: own, feeds, threads, signal, temporaryFolder },
    floatBytes: original.sources.reduce((sum, { size }) => sum + size, 0),
  });
}
