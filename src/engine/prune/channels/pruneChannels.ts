import { message } from '../../../protocol/messages/catalogue.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { ReductionOf } from '../../../protocol/result/reduction.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import { repair } from '../repair/repair.ts';
import { typesAfter } from '../groups/typesAfter.ts';
import { decide } from './decide.ts';
import { prunedGroups } from './describe.ts';
import { changes, figuresOf } from './prediction/figures.ts';
import { removeChecked } from './selfCheck.ts';
import { pruneTask } from './task.ts';
import { within } from './within.ts';

/**
 * Takes channels out of a model, in place: of each group of channels that hang together those that matter least, rounded to counts that
 * are fast here; layers that lose inputs are repaired before. The model is not normalised first. At the end it is run beside a copy whose
 * channels are zero instead.
 * @throws UserError where no channels can go, saying why for each operator, where all that can are protected, or where model or data fail
 * @throws Error where the pruned model computes something else, which is a defect; as after every error, the model is not to be used then
 */
export async function pruneChannels(
  model: Model,
  dataset: Dataset | undefined,
  options: PruneChannelsOptions,
  context: PassContext,
): Promise<ReductionOf<'channels'>> {
  context.progress(message('pruneChannels.finding', {}), 0);
  const task = await pruneTask(model, dataset, options, context);
  const { types, feeds, untouched } = task;
  const decision = await decide(task, options, within(context, 0.1, 0.6));
  const { removed } = decision;
  const before = figuresOf(model, types);
  const groups = prunedGroups(model.graph, decision);
  const after = typesAfter(types, task.groups, removed);
  const repairing = within(context, 0.6, 0.9);
  const repaired = await repair(model, model, task.groups, removed, task.dataset, options, repairing);
  context.signal.throwIfAborted();
  context.progress(message('pruneChannels.removing', {}), 0.9);
  await removeChecked(model, repaired.groups, removed, types, { feeds, threads: context.threads });
  return {
    kind: 'channels',
    groups,
    ...changes(before, figuresOf(model, after)),
    untouched,
    notes: [...task.notes, ...decision.notes, ...repaired.notes],
  };
}
