import type { Message } from '../../../../protocol/messages/message.ts';
import { message } from '../../../../protocol/messages/catalogue.ts';
import type { PruneChannelsOptions } from '../../../../protocol/options/pruneChannels.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Model } from '../../../onnx/model.ts';
import type { TensorTypes } from '../../../runtime/tensorTypes.ts';
import type { ChannelGroup, ChannelGroups } from '../../groups/group.ts';
import { typesAfter } from '../../groups/typesAfter.ts';
import type { GroupLimits } from '../choice/limits.ts';
import type { Targets } from '../choice/targets.ts';
import { constantCount, type Multiple } from './constantCount.ts';
import { groupLayers, layerShape } from './groupLayers.ts';
import type { LayerTimes } from './layerTimes.ts';
import { type Counts, measuredCounts } from './measuredCounts.ts';
import { preferredMultiple } from './preferredMultiple.ts';

/** Counts of channels that are fast, and how they were found. */
export interface RoundedCounts {
  readonly counts: Counts;
  readonly note: Message;
}

/** What counts should be a multiple of: what a person asks for, or what processors like this one do. */
export function multipleFor({ channelMultiple }: Pick<PruneChannelsOptions, 'channelMultiple'>): Multiple {
  return channelMultiple === undefined
    ? { channels: preferredMultiple(), asked: false }
    : { channels: channelMultiple, asked: true };
}

/** What rounding needs to know of a model. */
export interface RoundedModel {
  readonly model: Model;
  readonly types: TensorTypes;
  readonly groups: ChannelGroups;
  readonly prunable: readonly ChannelGroup[];
}

/** How many units every group keeps: multiples that a person asked for, else what measures best on this machine. */
export async function roundedCounts(
  task: RoundedModel,
  limits: readonly GroupLimits[],
  targets: Targets,
  multiple: Multiple,
  clock: LayerTimes,
  onProgress: (fraction: number) => void,
): Promise<RoundedCounts> {
  const args = { multiple: multiple.channels };
  if (multiple.asked) {
    const counts = limits.map((group) => [group.id, constantCount(group, targets.get(group.id)!, multiple)] as const);
    return { counts: new Map(counts), note: message('pruneChannels.multiple-asked', args) };
  }
  const counts = await measuredCounts(limits, targets, multiple, { clock, layersAt: sizedLayers(task), onProgress });
  const code = clock.isOver ? 'pruneChannels.multiple-partly' : 'pruneChannels.multiple-measured';
  return { counts, note: message(code, args) };
}

/** The layers of a group with the sizes that counts of channels give them. Which of the channels stay does not matter for sizes. */
function sizedLayers({ model, types, groups, prunable }: RoundedModel) {
  const layers = new Map<string, readonly onnx.NodeProto[]>();
  const byId = new Map(prunable.map((group) => [group.id, group]));
  const layersOf = (id: string): readonly onnx.NodeProto[] => {
    const found = layers.get(id) ?? groupLayers(model, byId.get(id)!, types);
    layers.set(id, found);
    return found;
  };
  return (id: string, counts: Counts) => {
    const removed = prunable.map((group) => [group.id, lastUnits(group, counts.get(group.id)!)] as const);
    const after = typesAfter(types, groups, new Map(removed));
    return layersOf(id).map((node) => layerShape(model, node, after));
  };
}

/** Removes so many units that `kept` stay. */
export function lastUnits({ units }: Pick<ChannelGroup, 'units'>, kept: number): readonly number[] {
  return Array.from({ length: units - kept }, (_, index) => kept + index);
}
