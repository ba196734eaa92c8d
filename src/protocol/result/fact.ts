import type { Message } from '../messages/message.ts';

/** One thing that is known, and what it is: a line of a list. */
export interface Fact {
  readonly label: Message;
  readonly value: string | Message;
}
