import { format, message } from '../../../protocol/messages/catalogue.ts';
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

function commonest(nodes: readonly PlannedNode[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of nodes) counts.set(format(reason), (counts.get(format(reason)) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? format(message('reason.no-nodes', {}));
}
