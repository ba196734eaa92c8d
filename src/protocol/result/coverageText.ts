import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import type { Coverage } from './coverage.ts';

/** How many of the nodes that compute with real numbers run on integers, in a sentence. */
export function coverageText({ integer, float, none }: Coverage['nodes']): Message {
  const all = integer + float;
  return none === 0
    ? message('coverage.nodes-all', { integer, all })
    : message('coverage.nodes', { integer, all, none });
}
