import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { UntouchedLayer } from '../../../protocol/result/reduction.ts';
import { userError, type UserError } from '../../../protocol/userError.ts';
import { format } from '../../../protocol/messages/wording.ts';

/** Reasons that one message tells at most, and layers that it names for each. */
const toldReasons = 8;
const namedLayers = 3;

interface Reason {
  readonly operator: string;
  readonly reason: Message;
  readonly layers: string[];
}

/** No group of channels can go: why, for each operator that computes channels. */
export function nothingToPrune(file: string, untouched: readonly UntouchedLayer[]): UserError {
  const reasons = new Map<string, Reason>();
  for (const { operator, name, node, reason } of untouched) {
    const key = `${operator} ${format(reason)}`;
    const known = reasons.get(key) ?? { operator, reason, layers: [] };
    known.layers.push(name === '' ? node : name);
    reasons.set(key, known);
  }
  const told = [...reasons.values()].sort((one, other) => other.layers.length - one.layers.length);
  return userError('pruneChannels.nothing', { file, reasons: joined(told) });
}

/** Channels could go, but a person protects them all. */
export function onlyProtected(file: string, untouched: readonly UntouchedLayer[]): UserError {
  const reason = untouched[0]?.reason ?? message('pruneChannels.no-layers', {});
  return userError('pruneChannels.all-protected', { file, reason });
}

/** One message for all reasons. */
function joined(reasons: readonly Reason[]): Message {
  const told = reasons
    .slice(0, toldReasons)
    .map(({ operator, reason, layers }) =>
      message('pruneChannels.why', { operator, reason, layers: someNames(layers) }),
    );
  if (told.length === 0) return message('pruneChannels.no-layers', {});
  const all = told.reduce((first, next) => message('pruneChannels.why-and', { first, next }));
  const more = reasons.length - told.length;
  return more === 0 ? all : message('pruneChannels.why-more', { first: all, more });
}

function someNames(layers: readonly string[]): string {
  const named = layers.slice(0, namedLayers).map((name) => `"${name}"`);
  return [...named, ...(layers.length > namedLayers ? [`+${layers.length - namedLayers}`] : [])].join(', ');
}
