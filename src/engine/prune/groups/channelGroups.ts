import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import { channelClasses } from './channelClasses.ts';
import type { ChannelGroups } from './group.ts';
import { groupsOf } from './groupsOf.ts';
import { relateNodes } from './relateNodes.ts';
import type { ChannelRelations } from './relations.ts';

export interface ChannelGroupsOptions {
  /** Whether attention loses whole heads (unless given) or some of the size of each. */
  readonly attention?: 'heads' | 'head-size';
  /** Whether outputs of the model may lose channels. */
  readonly pruneOutputs?: boolean;
}

/**
 * Which channels of a model can be taken away together, and which layers cannot lose any and why. Weights are not read.
 * `types` are the shapes of one run ({@link tensorTypes}); dimensions of the model's inputs are never touched.
 *
 * Nodes tie positions along dimensions of their tensors ({@link ChannelRule}); what is tied goes together. This is the
 * dependency graph of Fang et al. (2023), of single positions instead of layers.
 */
export function channelGroups(model: Model, types: TensorTypes, options: ChannelGroupsOptions = {}): ChannelGroups {
  const { attention = 'heads', pruneOutputs = false } = options;
  const choices = new Map<onnx.NodeProto, number>();
  for (;;) {
    const relations = relateNodes(model, types, { attention, pruneOutputs, choices });
    const classes = channelClasses(relations);
    const stuck = [...relations.chosen].filter(
      ([node, candidates]) => (choices.get(node) ?? 0) < candidates - 1 && !canLose(node, relations, classes.canGo),
    );
    if (stuck.length === 0) return groupsOf(relations, classes);
    for (const [node] of stuck) choices.set(node, (choices.get(node) ?? 0) + 1);
  }
}

/** Whether some dimension of a node's tensors has two positions that can go without each other. */
function canLose(
  node: onnx.NodeProto,
  relations: ChannelRelations,
  canGo: (positionClass: number) => boolean,
): boolean {
  const { positions } = relations;
  return [...node.input, ...node.output].some((tensor) =>
    relations.dimensionsOf(tensor).some(({ number }) => {
      if (positions.wholeReason(number) > 0) return false;
      if (!positions.isPlaced(number)) return positions.size(number) > 1;
      let first: number | undefined;
      for (let index = 0; index < positions.size(number); index++) {
        const found = positions.classAt(number, index);
        if (!canGo(found)) continue;
        first ??= found;
        if (found !== first) return true;
      }
      return false;
    }),
  );
}
