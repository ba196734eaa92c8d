import { message } from '../../../protocol/messages/catalogue.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { ReductionOf } from '../../../protocol/result/reduction.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import { typesAfter } from '../groups/typesAfter.ts';
import { decide } from './decide.ts';
import { prunedGroups } from './describe.ts';
import { expectedTime } from './prediction/expectedTime.ts';
import { changes, expectedFigures, figuresOf } from './prediction/figures.ts';
import { LayerTimes } from './rounding/layerTimes.ts';
import { pruneTask } from './task.ts';
import { within } from './within.ts';

/** Milliseconds that timing layers with their old and new sizes may take. */
const timingBudget = 10_000;

/**
 * What `pruneChannels` would take away, and what is expected of the result; the model stays as it is. Which counts of channels are fast is
 * measured each time: where two are about as good, a later run may choose the other, unless the options say a multiple.
 * @throws UserError where no channels can go, saying why for each operator, where all that can are protected, or where model or data fail
 */
export async function planChannels(
  model: Model,
  dataset: Dataset | undefined,
  options: PruneChannelsOptions,
  context: PassContext,
): Promise<ReductionOf<'channels'>> {
  context.progress(message('pruneChannels.finding', {}), 0);
  const task = await pruneTask(model, dataset, options, context);
  const decision = await decide(task, options, within(context, 0.1, 0.8));
  const { types, groups, untouched } = task;
  const after = typesAfter(types, groups, decision.removed);
  context.progress(message('pruneChannels.timing', {}), 0.8);
  const { temporaryFolder, threads, signal } = context;
  const clock = new LayerTimes(model, { threads, signal, budget: timingBudget });
  const run = { feeds: task.feeds, temporaryFolder, threads };
  const { milliseconds, note } = await expectedTime(model, types, after, clock, run);
  return {
    kind: 'channels',
    groups: prunedGroups(model.graph, decision),
    ...changes(figuresOf(model, types), expectedFigures(model, types, after)),
    milliseconds,
    untouched,
    notes: [...task.notes, ...decision.notes, note],
  };
}
