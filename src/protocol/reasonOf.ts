import { message, type MessageCode } from './messages/catalogue.ts';
import type { MessageArgument } from './messages/message.ts';
import { UserError } from './userError.ts';

/** What the operating system refuses most, by its name for it. */
const systemCodes: Readonly<Record<string, Extract<MessageCode, `system.${string}`>>> = {
  ENOENT: 'system.missing',
  ENOTDIR: 'system.not-folder',
  EISDIR: 'system.is-folder',
  EACCES: 'system.permission',
  EPERM: 'system.permission',
  EROFS: 'system.read-only',
  ENOSPC: 'system.no-space',
  EDQUOT: 'system.quota',
  EMFILE: 'system.too-many-open',
  ENFILE: 'system.too-many-open',
  EBUSY: 'system.busy',
  ETXTBSY: 'system.busy',
  EEXIST: 'system.exists',
  ENAMETOOLONG: 'system.name-too-long',
  EIO: 'system.device',
  ELOOP: 'system.link-loop',
};

/**
 * Why something failed, to stand in a sentence: what Whittle itself says, what the operating system refused, or else the
 * first line of what another library says, which is quoted as it is.
 */
export function reasonOf(cause: unknown): MessageArgument {
  if (cause instanceof UserError) return cause.detail;
  const { code } = Object(cause) as NodeJS.ErrnoException;
  const known = typeof code === 'string' ? systemCodes[code] : undefined;
  if (known !== undefined) return message(known, {});
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split('\n', 1)[0] ?? text;
}
