import { format, message } from '../../../protocol/messages/catalogue.ts';
import { userError } from '../../../protocol/userError.ts';
import type { PlannedNode } from './plan.ts';

/** Throws where a plan makes nothing integer, with the commonest reason. @throws UserError `quantize.nothing-integer` */
export function requireIntegers(nodes: readonly PlannedNode[], file: string): void {
  if (nodes.some(({ precision }) => precision === 'integer')) return;
  const counts = new Map<string, number>();
  for (const { precision, reason } of nodes) {
    if (precision === 'float') counts.set(format(reason), (counts.get(format(reason)) ?? 0) + 1);
  }
  const [commonest] = [...counts].sort(([, a], [, b]) => b - a);
  const reason = commonest?.[0] ?? format(message('reason.no-floats', {}));
  throw userError('quantize.nothing-integer', { file, reason });
}
