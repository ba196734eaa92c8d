import { message } from '../../../../protocol/messages/catalogue.ts';
import type { Criterion, CriterionContext, ImportanceByGroup } from './criterion.ts';
import { PartMeans } from './partMeans.ts';
import { unitSums } from './unitSums.ts';

/**
 * The L1 or L2 norm of the weights that produce a channel (Li et al., "Pruning Filters for Efficient ConvNets", 2017). Where several
 * layers produce it (a residual), the mean of their norms.
 */
export function magnitude(power: 1 | 2): Criterion {
  return (context) => rankByMagnitude(context, power);
}

/** The same for some groups. */
export async function rankByMagnitude(
  { model, groups }: Pick<CriterionContext, 'model' | 'groups'>,
  power: 1 | 2,
): Promise<ImportanceByGroup> {
  const means = new PartMeans(groups);
  for await (const part of unitSums(model, groups, power, ({ role }) => role === 'produces')) {
    means.add(part, power === 1 ? undefined : Math.sqrt);
  }
  return new Map(
    groups.map((group) => [
      group.id,
      { scores: means.of(group), notes: means.has(group) ? [] : [message('pruneChannels.no-weights', {})] },
    ]),
  );
}
