import { message } from '../../../../protocol/messages/catalogue.ts';
import type { Criterion } from './criterion.ts';
import { meanOfUnits, PartMeans } from './partMeans.ts';
import { unitSums } from './unitSums.ts';

/**
 * The squared L2 norm of everything that goes with a channel: the weights that produce it, those that take it, and scales of norms
 * (Fang et al., "DepGraph: Towards Any Structural Pruning", 2023). Each parameter is divided by the mean over its channels, so that a
 * layer of large weights does not drown the others; the result is the mean over the parameters, 1 for an average channel.
 */
export const groupNorm: Criterion = async ({ model, groups }) => {
  const means = new PartMeans(groups);
  for await (const part of unitSums(model, groups, 2, ({ role }) => role !== 'shifts')) {
    const mean = meanOfUnits(part);
    means.add(part, (sum) => (mean === 0 ? 0 : sum / mean));
  }
  return new Map(
    groups.map((group) => [
      group.id,
      { scores: means.of(group), notes: means.has(group) ? [] : [message('pruneChannels.no-weights', {})] },
    ]),
  );
};
