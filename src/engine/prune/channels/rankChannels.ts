import { message } from '../../../protocol/messages/catalogue.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import type { RemovedUnits } from '../groups/group.ts';
import { maskChannels } from '../groups/maskChannels.ts';
import { repair } from '../repair/repair.ts';
import type { ImportanceByGroup } from './criteria/criterion.ts';
import { criteria } from './criteria/registry.ts';
import type { PruneTask } from './task.ts';
import { within } from './within.ts';

/**
 * How much the channels of a model matter, those that are left where some are gone already: it is repaired for them first, in a copy.
 * @throws UserError where data or model fail, or the criterion needs samples and there are none
 */
export async function rankChannels(
  task: PruneTask,
  removed: RemovedUnits,
  options: PruneChannelsOptions,
  context: PassContext,
): Promise<ImportanceByGroup> {
  const { prunable: groups, types, dataset } = task;
  const isFirst = removed.size === 0;
  const model = isFirst ? task.model : await repairedCopy(task, removed, options, within(context, 0, 0.5));
  const ranking = within(context, isFirst ? 0 : 0.5, 1);
  const { threads, seed, signal } = context;
  return criteria[options.criterion]({
    ...{ model, groups, types, dataset, threads, seed, signal },
    onProgress: (fraction) => ranking.progress(message('pruneChannels.ranking', {}), fraction),
  });
}

/** A copy of the model that has all its channels, but those that are gone are zero. */
async function repairedCopy(
  { model, groups, types, dataset }: PruneTask,
  removed: RemovedUnits,
  options: PruneChannelsOptions,
  context: PassContext,
): Promise<Model> {
  const copy = disposableCopy(model);
  const repaired = await repair(copy, model, groups, removed, dataset, options, context);
  maskChannels(copy, repaired.groups, removed, types);
  return copy;
}
