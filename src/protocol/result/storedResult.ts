import type * as z from 'zod';

/** What a file of results is to be. */
export interface StoredFormat<Schema extends z.ZodType> {
  /** What the file says of itself. */
  readonly format: string;
  /** The versions of the format that can be read, up to this one. */
  readonly readable: number;
  /** What it is to look like, by what the file says of itself. */
  readonly schemaOf: (stored: { readonly kind?: unknown }) => Schema;
}

/** What is wrong with the text of a file. */
export type StoredProblem =
  | { readonly kind: 'empty' | 'foreign' }
  | { readonly kind: 'not-json'; readonly cause: unknown }
  | { readonly kind: 'newer'; readonly version: number; readonly readable: number }
  /** Where inside: `coverage.decisions[3].name`. */
  | { readonly kind: 'invalid'; readonly place: string };

/** A result from the text of its file. @throws what `failure` makes of what is wrong with it */
export function readStored<Schema extends z.ZodType>(
  text: string,
  { format, readable, schemaOf }: StoredFormat<Schema>,
  failure: (problem: StoredProblem) => Error,
): z.output<Schema> {
  if (text.trim() === '') throw failure({ kind: 'empty' });
  const stored = parsed(text, failure);
  if (stored.format !== format) throw failure({ kind: 'foreign' });
  const { version } = stored;
  if (typeof version === 'number' && version > readable) throw failure({ kind: 'newer', version, readable });
  const result = schemaOf(stored).safeParse(stored);
  if (result.success) return result.data;
  throw failure({ kind: 'invalid', place: placeOf(result.error.issues[0]?.path ?? []) });
}

function parsed(
  text: string,
  failure: (problem: StoredProblem) => Error,
): { readonly format?: unknown; readonly version?: unknown; readonly kind?: unknown } {
  try {
    return Object(JSON.parse(text)) as ReturnType<typeof parsed>;
  } catch (cause) {
    throw failure({ kind: 'not-json', cause });
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
