import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { PrunedGroup } from '../../../protocol/result/reduction.ts';
import type { Graph } from '../../onnx/graph.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { Decision, GroupDecision } from './decide.ts';
import { namedLayer, nodesById } from '../layers.ts';
import { stepOf } from './rounding/constantCount.ts';

/** What is told of the groups of a model. A channel of a group is what can go alone: with heads of attention, a head. */
export function prunedGroups(graph: Graph, { groups, multiple }: Decision): readonly PrunedGroup[] {
  const nodes = nodesById(graph);
  const layers = (ids: readonly NodeId[]) => ids.map((id) => namedLayer(graph, nodes.get(id)!));
  return groups.map((decision) => {
    const { group, importance, removed } = decision;
    return {
      id: group.id,
      producers: layers(group.producers),
      consumers: layers(group.consumers),
      channels: { before: group.units, after: group.units - removed.length },
      removed,
      importance: [...importance.scores],
      notes: [...importance.notes, ...decisionNotes(decision, stepOf(decision.limits, multiple), multiple.asked)],
    };
  });
}

function decisionNotes(
  { group, limits, target, removed, ownRatio }: GroupDecision,
  multiple: number | undefined,
  asked: boolean,
): readonly Message[] {
  const notes: Message[] = [];
  const kept = group.units - removed.length;
  if (ownRatio !== undefined) notes.push(message('pruneChannels.own-ratio', { percent: 100 * ownRatio }));
  if (limits.lowest === group.units) return [...notes, message('pruneChannels.at-limit', {})];
  if (target <= limits.lowest) notes.push(message('pruneChannels.limited', { channels: limits.lowest }));
  const shown = { target: Math.round(target * 10) / 10, channels: kept };
  if (multiple === undefined || Math.abs(kept - target) < 1) return notes;
  if (kept === group.units) return [...notes, message('pruneChannels.stays', { multiple })];
  const isMultiple = asked || (kept * limits.width) % multiple === 0;
  return [
    ...notes,
    isMultiple ? message('pruneChannels.rounded', { ...shown, multiple }) : message('pruneChannels.measured', shown),
  ];
}
