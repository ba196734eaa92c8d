import { message } from '../../protocol/messages/catalogue.ts';
import { formatSeconds } from '../../protocol/quantity.ts';
import { UserError } from '../../protocol/userError.ts';

export interface Patience {
  readonly signal: AbortSignal;
  /** Milliseconds after which a process that gives no answer is taken to hang. */
  readonly patience: number;
}

/**
 * The answer of a process, unless it takes too long or the signal comes first.
 * @throws UserError when the process is silent
 * @throws the reason of the signal
 */
export async function answered<T>(answer: Promise<T>, file: string, { signal, patience }: Patience): Promise<T> {
  signal.throwIfAborted();
  let stop: (reason: unknown) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => (stop = reject));
  const onAbort = (): void => stop(signal.reason);
  const silence = setTimeout(() => {
    stop(new UserError(message('benchmark.process-silent', { file, time: formatSeconds(patience / 1000) })));
  }, patience);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([answer, stopped]);
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', onAbort);
  }
}
