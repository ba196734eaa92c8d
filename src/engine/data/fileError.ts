import { UserError, userError } from '../../protocol/userError.ts';

/** What is wrong with a file that could not be opened or read, as a person needs to hear it. */
export function fileError(cause: unknown, file: string): UserError {
  if (cause instanceof UserError) return cause;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return userError('data.missing', { file }, { cause });
  return userError('data.unreadable', { file, reason: reasonOf(cause) }, { cause });
}

/** The first line of what another library says about a failure. */
export function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split('\n', 1)[0] ?? text;
}
