import type { HintRule } from './rule.ts';
import { channelCounts } from './rules/channelCounts.ts';
import { dynamicConvolutions } from './rules/dynamicConvolutions.ts';
import { floatConvolutions } from './rules/floatConvolutions.ts';
import { floatIslands } from './rules/floatIslands.ts';
import { halfPrecision } from './rules/halfPrecision.ts';
import { layoutChanges } from './rules/layoutChanges.ts';
import { perTensorWeights } from './rules/perTensorWeights.ts';
import { signedActivations } from './rules/signedActivations.ts';
import { transposes } from './rules/transposes.ts';
import { unfusedPairs } from './rules/unfusedPairs.ts';

/** Every kind of hazard that is looked for. */
export const rules: readonly HintRule[] = [
  dynamicConvolutions,
  floatConvolutions,
  unfusedPairs,
  floatIslands,
  signedActivations,
  halfPrecision,
  channelCounts,
  layoutChanges,
  transposes,
  perTensorWeights,
];
