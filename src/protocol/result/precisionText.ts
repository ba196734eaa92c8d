import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import type { NodeDecision } from './coverage.ts';

/** What a node runs on, in a word. */
export function precisionText(precision: NodeDecision['precision']): Message {
  switch (precision) {
    case 'integer':
      return message('coverage.integer', {});
    case 'float':
      return message('coverage.float', {});
    case 'none':
      return message('coverage.none', {});
  }
}
