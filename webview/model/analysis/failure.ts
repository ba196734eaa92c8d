import { message } from '../../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../../src/protocol/userError.ts';
import { linkButton } from '../../element.ts';
import type { OpenedModel } from '../opened.ts';

/** What a person is told of a failure, and what they may do about it. */
export interface Failure {
  readonly text: string;
  readonly action: HTMLElement;
}

/** @throws the error where it is none that a person can put right */
export function failureOf(error: unknown, { say, request }: Pick<OpenedModel, 'say' | 'request'>): Failure {
  if (!(error instanceof UserError)) throw error;
  const what = error.detail.code === 'extension.not-trusted' ? 'trust' : 'log';
  const label = say(message(what === 'trust' ? 'analysis.trust' : 'analysis.show-log', {}));
  return { text: say(error.detail), action: linkButton(label, () => void request('showHelp', { what })) };
}
