import * as z from 'zod';
import {
  calibrationSamples,
  excludeNodes,
  excludeOperators,
  includeNodes,
  includeOperators,
} from './layerSelection.ts';
import { option } from './option.ts';

/** Takes whole channels out. */
export const pruneChannelsOptions = z.strictObject({
  /** Of the channels of each group, or of all groups together. */
  ratio: option(z.number().gt(0).lt(1).default(0.3), { help: 'option.channel-ratio', value: 'share' }),
  criterion: option(z.enum(['l1', 'l2', 'group-norm', 'batch-norm', 'activation', 'random']).default('group-norm'), {
    help: 'option.channel-criterion',
  }),
  scope: option(z.enum(['layer', 'model']).default('layer'), { help: 'option.prune-scope' }),
  /** Shares of single groups, by globs over the names of the nodes that produce them. */
  groupRatios: option(z.record(z.string(), z.number().min(0).lt(1)).default({}), {
    help: 'option.group-ratios',
    value: 'glob=share',
  }),
  /** Share that a group loses at most. */
  maximumRatio: option(z.number().gt(0).lt(1).default(0.9), { help: 'option.maximum-ratio', value: 'share' }),
  /** Channels that a group keeps at least. */
  minimumChannels: option(z.int().positive().default(4), { help: 'option.minimum-channels' }),
  /** What is left of a group is a multiple of this, where the group is large enough; measured on this machine when left out. */
  channelMultiple: option(z.int().positive().exactOptional(), { help: 'option.channel-multiple' }),
  /** In how many steps; after each one the model is repaired and channels are ranked anew. */
  pruneSteps: option(z.int().min(1).max(100).default(1), { help: 'option.prune-steps' }),
  /** What is done for the layers that lost inputs: `refit` needs samples; `auto` does what they allow. */
  repair: option(z.enum(['auto', 'none', 'bias', 'refit']).default('auto'), { help: 'option.repair' }),
  /** Whether attention loses whole heads, or each head some of its size. */
  attention: option(z.enum(['heads', 'head-size']).default('heads'), { help: 'option.attention' }),
  /** Whether the model's own outputs may lose channels too. */
  pruneOutputs: option(z.boolean().default(false), { help: 'option.prune-outputs' }),
  includeOperators,
  excludeOperators,
  includeNodes,
  excludeNodes,
  calibrationSamples,
});
export type PruneChannelsOptions = z.infer<typeof pruneChannelsOptions>;
