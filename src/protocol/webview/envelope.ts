import type { Message } from '../messages/message.ts';

/** What travels between the editor and a page, as JSON. */
export type Envelope =
  | { readonly kind: 'notification'; readonly notification: { readonly type: string } }
  | { readonly kind: 'request'; readonly id: number; readonly name: string; readonly argument: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'rejection'; readonly id: number; readonly reason: Message };

const kinds: ReadonlySet<unknown> = new Set<Envelope['kind']>([
  'notification',
  'request',
  'cancel',
  'result',
  'rejection',
]);

/** Tells an envelope from what else arrives in a page: extensions of the browser and tools talk there too. */
export function isEnvelope(data: unknown): data is Envelope {
  return typeof data === 'object' && data !== null && 'kind' in data && kinds.has(data.kind);
}
