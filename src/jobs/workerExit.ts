import { message } from '../protocol/messages/catalogue.ts';
import { UserError, userError } from '../protocol/userError.ts';
import { loadFailure } from './loadFailure.ts';

/** How a process ended: with a code, or by a signal. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last it wrote to its error stream. */
  readonly lastWords: string;
}

const memoryWords = /heap out of memory|Array buffer allocation failed|bad_alloc|Cannot allocate memory|OutOfMemory/i;
const crashSignals: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP']);
/** Node's code for an abort where there are no signals. */
const abortCode = 134;
/** Windows ends crashed processes with codes from here on (0xC0000005 is an access violation). */
const windowsCrash = 0xc0000000;

/** Why a background process ended before its job did, and what to do. `started`: whether it ever answered. */
export function explainExit(exit: ProcessExit, started: boolean): UserError {
  const { code, signal, lastWords } = exit;
  if (memoryWords.test(lastWords)) return userError('worker.out-of-memory', {});
  if (signal === 'SIGKILL') return userError('worker.killed', {});
  if (signal !== null && crashSignals.has(signal)) return userError('worker.crashed', { reason: signal });
  if (signal !== null) return userError('worker.ended', { reason: signal });
  if (code === abortCode || (code !== null && code >= windowsCrash)) {
    return userError('worker.crashed', { reason: message('worker.exit-code', { code }) });
  }
  const reason = lastLine(lastWords) ?? message('worker.exit-code', { code: code ?? 0 });
  if (started) return userError('worker.ended', { reason });
  return new UserError(loadFailure(lastWords) ?? message('worker.not-started', { reason }));
}

/** The line that names the error, in front of the stack and of what Node adds after it. */
function lastLine(words: string): string | undefined {
  const lines = words.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^(\w*Error|Uncaught)\b/.test(line)) ?? lines.findLast((line) => line !== '');
}
