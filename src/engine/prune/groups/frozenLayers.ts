import { message } from '../../../protocol/messages/catalogue.ts';
import { isFloat } from '../../onnx/elementType.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { ChannelGroup, FrozenLayer } from './group.ts';
import type { ChannelRelations } from './relations.ts';

/** The layers none of whose output channels are in a group, and what holds layers of its own, in the order of the graph. */
export function frozenLayers(relations: ChannelRelations, groups: readonly ChannelGroup[]): readonly FrozenLayer[] {
  const free = new Set<string>(groups.flatMap(({ producers }) => producers));
  const frozen = new Map<onnx.NodeProto, FrozenLayer>();
  for (const mark of relations.marks) {
    const node = relations.graph.id(mark.node);
    if (mark.role !== 'produces' || free.has(node) || frozen.has(mark.node)) continue;
    const number = relations.number(mark);
    const channels = relations.positions.size(number);
    frozen.set(mark.node, { node, channels, reason: firstReason(relations, number, channels) });
  }
  for (const [node, reason] of relations.refused) {
    const { graph } = relations;
    if (graph.subgraphs(node).length === 0 && !node.input.some((input) => isWeight(input, relations))) continue;
    frozen.set(node, { node: graph.id(node), channels: channelsOf(node, relations), reason });
  }
  const inOrder = relations.graph.inOrder();
  return inOrder.flatMap((node) => frozen.get(node) ?? []);
}

function firstReason(relations: ChannelRelations, number: number, size: number) {
  for (let index = 0; index < size; index++) {
    const reason = relations.reasonAt(number, index);
    if (reason !== undefined) return reason;
  }
  return message('pruneGroups.all-together', {});
}

/** Whether a tensor is what nodes multiply with: real numbers of at least two dimensions in the file. */
function isWeight(tensor: string, { model, graph }: ChannelRelations): boolean {
  const header = model.constantHeader(graph, tensor);
  return header !== undefined && header.dims.length >= 2 && isFloat(header.type);
}

/** Of a node that is not known: where others have their channels. */
function channelsOf({ output }: onnx.NodeProto, relations: ChannelRelations): number {
  const shape = relations.shape(output[0] ?? '') ?? [];
  return shape[1] ?? shape[0] ?? 0;
}
