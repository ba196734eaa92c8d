import { message } from '../protocol/messages/catalogue.ts';
import { UserError, userError } from '../protocol/userError.ts';
import type { MessageArgument } from '../protocol/messages/message.ts';
import { loadFailure } from './loadFailure.ts';
import type { ProcessExit } from './processExit.ts';

const memoryWords = /heap out of memory|Array buffer allocation failed|bad_alloc|Cannot allocate memory|OutOfMemory/i;
const crashSignals: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP']);
/** Node's code for an abort where there are no signals. */
const abortCode = 134;
/** Windows ends crashed processes with codes from here on (0xC0000005 is an access violation). */
const windowsCrash = 0xc0000000;

/** What ended a process: the reason is a signal, a code, or the line in which it said why. */
export type ExitCause =
  | { readonly kind: 'out-of-memory' | 'killed' }
  | { readonly kind: 'crashed' | 'ended'; readonly reason: MessageArgument };

export function causeOfExit({ code, signal, lastWords }: ProcessExit): ExitCause {
  if (memoryWords.test(lastWords)) return { kind: 'out-of-memory' };
  if (signal === 'SIGKILL') return { kind: 'killed' };
  if (signal !== null) return { kind: crashSignals.has(signal) ? 'crashed' : 'ended', reason: signal };
  if (code === abortCode || (code !== null && code >= windowsCrash)) {
    return { kind: 'crashed', reason: message('worker.exit-code', { code }) };
  }
  return { kind: 'ended', reason: lastLine(lastWords) ?? message('worker.exit-code', { code: code ?? 0 }) };
}

/** Why a background process ended before its job did, and what to do. `started`: whether it ever answered. */
export function explainExit(exit: ProcessExit, started: boolean): UserError {
  const cause = causeOfExit(exit);
  switch (cause.kind) {
    case 'out-of-memory':
      return userError('worker.out-of-memory', {});
    case 'killed':
      return userError('worker.killed', {});
    case 'crashed':
      return userError('worker.crashed', { reason: cause.reason });
    case 'ended': {
      const { reason } = cause;
      if (started || exit.signal !== null) return userError('worker.ended', { reason });
      return new UserError(loadFailure(exit.lastWords) ?? message('worker.not-started', { reason }));
    }
  }
}

/** The line that names the error, in front of the stack and of what Node adds after it. */
function lastLine(words: string): string | undefined {
  const lines = words.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^(\w*Error|Uncaught)\b/.test(line)) ?? lines.findLast((line) => line !== '');
}
