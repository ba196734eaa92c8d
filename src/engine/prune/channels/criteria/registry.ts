import type { PruneChannelsOptions } from '../../../../protocol/options/pruneChannels.ts';
import { activation } from './activation.ts';
import { batchNorm } from './batchNorm.ts';
import type { Criterion } from './criterion.ts';
import { groupNorm } from './groupNorm.ts';
import { magnitude } from './magnitude.ts';
import { random } from './random.ts';

/** The criteria by their names in the options. */
export const criteria: Readonly<Record<PruneChannelsOptions['criterion'], Criterion>> = {
  l1: magnitude(1),
  l2: magnitude(2),
  'group-norm': groupNorm,
  'batch-norm': batchNorm,
  activation,
  random,
};
