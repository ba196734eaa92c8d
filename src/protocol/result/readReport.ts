import { userError } from '../userError.ts';
import { report, type Report } from './report.ts';

/** The versions of the format that can be read, up to this one. */
const readable = 1;

/**
 * A report from the text of its file.
 * @throws UserError that says what is wrong with the file and what to do
 */
export function readReport(text: string, file: string): Report {
  if (text.trim() === '') throw userError('page.report-empty', { file });
  const stored = parsed(text, file);
  if (stored.format !== 'whittle-report') throw userError('page.report-foreign', { file });
  const { version } = stored;
  if (typeof version === 'number' && version > readable)
    throw userError('page.report-newer', { file, version, readable });
  const result = report.safeParse(stored);
  if (result.success) return result.data;
  throw userError('page.report-invalid', { file, place: placeOf(result.error.issues[0]?.path ?? []) });
}

function parsed(text: string, file: string): { readonly format?: unknown; readonly version?: unknown } {
  try {
    return Object(JSON.parse(text)) as ReturnType<typeof parsed>;
  } catch (cause) {
    throw userError('page.report-not-json', { file }, { cause });
  }
}

/** Where something is inside JSON: `coverage.decisions[3].name`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
