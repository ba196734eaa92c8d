import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { PassContext } from '../../recipe/context.ts';
import { channelsPerUnit, limitsOf } from '../channels/choice/limits.ts';
import { leastImportant } from '../channels/choice/targets.ts';
import { namedLayer, nodesById } from '../layers.ts';
import { expectedFigures } from '../channels/prediction/figures.ts';
import { rankChannels } from '../channels/rankChannels.ts';
import type { PruneTask } from '../channels/task.ts';
import type { ChannelGroup, RemovedUnits } from '../groups/group.ts';
import { removeChannels } from '../groups/removeChannels.ts';
import { typesAfter } from '../groups/typesAfter.ts';
import type { Curves, CurveStep, Size, SizeOf } from './curve.ts';

/**
 * What can be taken away of every group of channels alone, the least important first, in whole channels and within the limits of the options.
 * @throws UserError where data or model fail, or the criterion needs samples and there are none
 */
export async function channelCurves(
  task: PruneTask,
  options: PruneChannelsOptions,
  shares: readonly number[],
  context: PassContext,
): Promise<Curves> {
  const { model, prunable } = task;
  const importance = await rankChannels(task, new Map(), options, context);
  const nodes = nodesById(model.graph);
  const leastOf = (id: string, count: number): readonly number[] =>
    leastImportant(importance.get(id)!.scores, count).toSorted((one, other) => one - other);
  const layers = prunable.map((group) => {
    const { lowest } = limitsOf(group, channelsPerUnit(group), options);
    const counts = shares.map((share) => Math.min(group.units - lowest, Math.round(group.units * share)));
    const different = [...new Set(counts)].filter((count) => count > 0);
    return {
      id: group.id,
      layers: group.producers.map((id) => namedLayer(model.graph, nodes.get(id)!)),
      units: group.units,
      steps: different.map((count) => stepOf(task, group, leastOf(group.id, count))),
    };
  });
  const units = new Map(prunable.map((group) => [group.id, group.units]));
  const sizeOf: SizeOf = (taken) =>
    sizeWithout(
      task,
      new Map([...taken].map(([id, share]) => [id, leastOf(id, Math.round(share * units.get(id)!))] as const)),
    );
  return { layers, sizeOf };
}

function sizeWithout({ model, groups, types }: PruneTask, removed: RemovedUnits): Size {
  const { parameters, macs } = expectedFigures(model, types, typesAfter(types, groups, removed));
  return { parameters, macs };
}

/** The model without some units of one group. */
function stepOf(task: PruneTask, { id, units }: ChannelGroup, gone: readonly number[]): CurveStep {
  const { model, groups, types } = task;
  const removed: RemovedUnits = new Map([[id, gone]]);
  return {
    ...{ share: gone.length / units, ...sizeWithout(task, removed) },
    make: () => {
      const copy = disposableCopy(model);
      removeChannels(copy, groups, removed, types);
      return Promise.resolve(copy);
    },
  };
}
