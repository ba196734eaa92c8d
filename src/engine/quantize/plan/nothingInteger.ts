import { format, message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import type { PlannedNode } from './plan.ts';

/**
 * Throws where a plan makes nothing integer, with the commonest reason.
 * @throws UserError `quantize.already-quantized`, `quantize.nothing-integer`
 */
export function requireIntegers(nodes: readonly PlannedNode[], file: string): void {
  if (nodes.some(({ precision }) => precision === 'integer')) return;
  if (nodes.some(({ reason }) => reason.code === 'reason.quantized-already')) {
    throw userError('quantize.already-quantized', { file });
  }
  const floats = nodes.filter(({ precision }) => precision === 'float');
  throw userError('quantize.nothing-integer', { file, reason: commonest(floats.length > 0 ? floats : nodes) });
}

function commonest(nodes: readonly PlannedNode[]): Message {
  const counts = new Map<string, { readonly reason: Message; readonly count: number }>();
  for (const { reason } of nodes) {
    const key = format(reason);
    counts.set(key, { reason, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  return first?.reason ?? message('reason.no-nodes', {});
}
