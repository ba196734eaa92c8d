import { type ArgumentsOf, message, type MessageCode } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Relations } from './rule.ts';

/** Reasons that name an operator and a node, and nothing else. */
type NodeReason = {
  [Code in Extract<MessageCode, `pruneGroups.${string}`>]: ArgumentsOf<Code> extends ByNode
    ? ByNode extends ArgumentsOf<Code>
      ? Code
      : never
    : never;
}[Extract<MessageCode, `pruneGroups.${string}`>];

type ByNode = ArgumentsOf<'pruneGroups.across'>;

/** Why a node stands against taking positions away, with its operator and name. */
export function nodeReason(code: NodeReason, { graph }: Pick<Relations, 'graph'>, node: onnx.NodeProto): Message {
  return message(code, { operator: node.opType, node: node.name || graph.id(node) });
}
