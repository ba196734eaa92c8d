import type { UpgradeRule } from './rule.ts';
import { batchNormalizationRules } from './rules/batchNormalization.ts';
import { clipRules } from './rules/clip.ts';
import { dftRules } from './rules/dft.ts';
import { dropoutRules } from './rules/dropout.ts';
import { experimentalRules } from './rules/experimental.ts';
import { gridSampleRules } from './rules/gridSample.ts';
import { groupNormalizationRules } from './rules/groupNormalization.ts';
import { meanVarianceNormalizationRules } from './rules/meanVarianceNormalization.ts';
import { padRules } from './rules/pad.ts';
import { reductionRules } from './rules/reductions.ts';
import { resizeRules } from './rules/resize.ts';
import { roiAlignRules } from './rules/roiAlign.ts';
import { scanRules } from './rules/scan.ts';
import { scatterRules } from './rules/scatter.ts';
import { sliceRules } from './rules/slice.ts';
import { softmaxRules } from './rules/softmax.ts';
import { splitRules } from './rules/split.ts';
import { squeezeRules } from './rules/squeeze.ts';
import { topKRules } from './rules/topK.ts';
import { upsampleRules } from './rules/upsample.ts';

/** Models below this version are refused: operators before it broadcast by other rules. */
export const oldestOpset = 7;
/** The last version that the rules lead to. */
export const latestOpset = 21;

/** Every change of meaning or form; operators that only took on further types or options need no rule. */
export const upgradeRules: readonly UpgradeRule[] = [
  ...batchNormalizationRules,
  ...clipRules,
  ...dftRules,
  ...dropoutRules,
  ...experimentalRules,
  ...gridSampleRules,
  ...groupNormalizationRules,
  ...meanVarianceNormalizationRules,
  ...padRules,
  ...reductionRules,
  ...resizeRules,
  ...roiAlignRules,
  ...scanRules,
  ...scatterRules,
  ...sliceRules,
  ...softmaxRules,
  ...splitRules,
  ...squeezeRules,
  ...topKRules,
  ...upsampleRules,
];

const byVersion = new Map<number, Map<string, UpgradeRule>>();
for (const rule of upgradeRules) {
  const rules = byVersion.get(rule.since) ?? new Map<string, UpgradeRule>();
  for (const operator of [rule.operator].flat()) rules.set(operator, rule);
  byVersion.set(rule.since, rules);
}

const none: ReadonlyMap<string, UpgradeRule> = new Map();

/** The rules that lead from the version before this one to it, by operator. */
export function rulesOf(version: number): ReadonlyMap<string, UpgradeRule> {
  return byVersion.get(version) ?? none;
}
