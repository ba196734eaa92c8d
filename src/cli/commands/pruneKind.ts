import * as z from 'zod';
import { option } from '../../protocol/options/option.ts';
import { pruneChannelsOptions } from '../../protocol/options/pruneChannels.ts';
import { pruneWeightsOptions } from '../../protocol/options/pruneWeights.ts';
import type { ReducePass } from '../../protocol/recipe.ts';
import type { Assembly, Given } from '../options/assembly.ts';

/** What goes. */
export const pruneKind = z.strictObject({
  kind: option(z.enum(['channels', 'weights']).default('channels'), { help: 'cli.prune-kind' }),
});

/** The pass that takes away what was asked for. @throws UsageError where the options do not fit */
export function prunePass(options: Assembly): ReducePass {
  return options.parse(pruneKind).kind === 'channels'
    ? { pass: 'prune-channels', options: options.parse(pruneChannelsOptions) }
    : { pass: 'prune-weights', options: options.parse(pruneWeightsOptions) };
}

/** Where weights go, `--criterion` is that of weights. */
export function withWeightCriterion(given: ReadonlyMap<string, Given>): ReadonlyMap<string, Given> {
  const criterion = given.get('criterion');
  const kind = given.get('kind');
  if (criterion === undefined || !Array.isArray(kind) || kind.at(-1) !== 'weights') return given;
  const others = [...given].filter(([flag]) => flag !== 'criterion');
  return new Map([['weight-criterion', criterion], ...others]);
}
