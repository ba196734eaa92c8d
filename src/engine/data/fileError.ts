import { reasonOf } from '../../protocol/reasonOf.ts';
import { UserError, userError } from '../../protocol/userError.ts';

/** What is wrong with a file that could not be opened or read, as a person needs to hear it. */
export function fileError(cause: unknown, file: string): UserError {
  if (cause instanceof UserError) return cause;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return userError('data.missing', { file }, { cause });
  return userError('data.unreadable', { file, reason: reasonOf(cause) }, { cause });
}
