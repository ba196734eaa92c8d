import * as z from 'zod';
import { option } from '../../protocol/options/option.ts';
import { pruneChannelsOptions } from '../../protocol/options/pruneChannels.ts';
import { pruneWeightsOptions } from '../../protocol/options/pruneWeights.ts';
import type { Given } from '../options/assembly.ts';
import { makingSections } from './making.ts';
import { planChoice, reducingCommand } from './reducing.ts';

const plan = planChoice('cli.prune-plan');

/** What goes. */
const pruneKind = z.strictObject({
  kind: option(z.enum(['channels', 'weights']).default('channels'), { help: 'cli.prune-kind' }),
});

/** Each kind has its own usual one. */
const scope = z.strictObject({
  scope: option(pruneChannelsOptions.shape.scope.unwrap().exactOptional(), { help: 'cli.prune-scope' }),
});

/** Options of both kinds. */
const shared = pruneChannelsOptions.pick({
  includeOperators: true,
  excludeOperators: true,
  includeNodes: true,
  excludeNodes: true,
  calibrationSamples: true,
});

export const pruneCommand = reducingCommand({
  name: 'prune',
  help: 'cli.prune',
  examples: 'cli.examples-prune',
  sections: [
    { heading: 'cli.group-prune', schemas: [plan, pruneKind, scope, shared] },
    { heading: 'cli.group-prune-channels', schemas: [pruneChannelsOptions] },
    { heading: 'cli.group-prune-weights', schemas: [pruneWeightsOptions] },
    ...makingSections,
  ],
  ...{ plan, ending: 'pruned' },
  passOf: (options) =>
    options.parse(pruneKind).kind === 'channels'
      ? { pass: 'prune-channels', options: options.parse(pruneChannelsOptions) }
      : { pass: 'prune-weights', options: options.parse(pruneWeightsOptions) },
  understand: withWeightCriterion,
});

/** Where weights go, `--criterion` is that of weights. */
function withWeightCriterion(given: ReadonlyMap<string, Given>): ReadonlyMap<string, Given> {
  const criterion = given.get('criterion');
  const kind = given.get('kind');
  if (criterion === undefined || !Array.isArray(kind) || kind.at(-1) !== 'weights') return given;
  const others = [...given].filter(([flag]) => flag !== 'criterion');
  return new Map([['weight-criterion', criterion], ...others]);
}
