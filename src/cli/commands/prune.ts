import * as z from 'zod';
import { option } from '../../protocol/options/option.ts';
import { pruneChannelsOptions } from '../../protocol/options/pruneChannels.ts';
import { pruneWeightsOptions } from '../../protocol/options/pruneWeights.ts';
import { makingSections } from './making.ts';
import { pruneKind, prunePass, withWeightCriterion } from './pruneKind.ts';
import { planChoice, reducingCommand } from './reducing.ts';

const plan = planChoice('cli.prune-plan');

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
  passOf: prunePass,
  understand: withWeightCriterion,
});
