import { existsSync, readFileSync } from 'node:fs';
import { userError } from '../../protocol/userError.ts';

/**
 * JSON in braces, or in a file whose path is given.
 * @throws UserError where there is no such file, or no JSON in it
 */
export function parseJson(text: string): unknown {
  const isFile = !text.trimStart().startsWith('{');
  if (isFile && !existsSync(text)) throw userError('cli.json-missing', { file: text });
  try {
    return JSON.parse(isFile ? readFileSync(text, 'utf8') : text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw userError('cli.json-malformed', { text: isFile ? text : text.slice(0, 60), reason }, { cause });
  }
}
