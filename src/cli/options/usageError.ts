import type { Message } from '../../protocol/messages/message.ts';
import { UserError } from '../../protocol/userError.ts';

/** The command line was used in a way that it does not have. */
export class UsageError extends UserError {
  constructor(detail: Message) {
    super(detail);
    this.name = 'UsageError';
  }
}
