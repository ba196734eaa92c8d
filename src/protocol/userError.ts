import type { ArgumentsOf, MessageCode } from './messages/catalogue.ts';
import type { Message } from './messages/message.ts';
import { format, message } from './messages/wording.ts';

/**
 * Something the person can put right: it says what is wrong with which file, node or tensor, and what to do.
 * Everything else that is thrown is a defect of Whittle and keeps its stack.
 */
export class UserError extends Error {
  readonly detail: Message;

  constructor(detail: Message, options?: ErrorOptions) {
    super(format(detail), options);
    this.name = 'UserError';
    this.detail = detail;
  }
}

/** A {@link UserError} for a code of the catalogue and the values of its placeholders. */
export function userError<Code extends MessageCode>(
  code: Code,
  args: ArgumentsOf<Code>,
  options?: ErrorOptions,
): UserError {
  return new UserError(message(code, args), options);
}
