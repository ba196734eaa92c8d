import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { UntouchedLayer } from '../../../protocol/result/reduction.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { selector } from '../../quantize/plan/selection.ts';
import type { ChannelGroup, ChannelGroups } from '../groups/group.ts';
import { innerLayers, namedLayer, nodesById } from '../layers.ts';

/** Which groups may lose channels, and the layers whose channels all stay. */
export interface Protection {
  readonly prunable: readonly ChannelGroup[];
  readonly untouched: readonly UntouchedLayer[];
}

/**
 * A group is protected where one of the layers that compute its channels is not selected. A layer that only takes them may be protected
 * and still lose inputs: its own channels stay.
 */
export function protection(
  model: Model,
  { groups, frozen }: ChannelGroups,
  options: Pick<PruneChannelsOptions, 'includeNodes' | 'includeOperators' | 'excludeNodes' | 'excludeOperators'>,
): Protection {
  const { graph } = model;
  const nodes = nodesById(graph);
  const reasonAgainst = selector(graph, options);
  const untouched = new Map<NodeId, UntouchedLayer>();
  const leave = (id: NodeId, reason: Message): void => {
    const node = nodes.get(id);
    if (node !== undefined && !untouched.has(id)) untouched.set(id, { ...namedLayer(graph, node), reason });
  };
  const prunable = groups.filter(({ producers }) => {
    const reason = producers
      .map((id) => nodes.get(id))
      .map((node) => node && reasonAgainst(node))
      .find((each) => each !== undefined);
    if (reason === undefined) return true;
    for (const id of producers) leave(id, reason);
    return false;
  });
  for (const { node, reason } of frozen) leave(node, reason);
  const inside = innerLayers(model).map((layer) => ({ ...layer, reason: message('pruneChannels.inside', {}) }));
  return { prunable, untouched: [...untouched.values(), ...inside] };
}
