import { readFile } from 'node:fs/promises';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import { fileError } from '../fileError.ts';

/** Labels as class numbers, and what was assumed to get them. */
export interface NumberedClasses {
  readonly labels: readonly number[];
  readonly notes: readonly Message[];
}

/**
 * Class numbers for labels that are written as text. Whole numbers are the class numbers. Names are numbered by their line
 * in `classNames` (the whole line or its first word, as in `n01440764 tench`), else in sorted order, which is noted.
 * @throws UserError for a label that is empty, negative or not among the names
 */
export async function numberClasses(
  source: string,
  values: readonly string[],
  classNames: string | undefined,
): Promise<NumberedClasses> {
  const empty = values.indexOf('');
  if (empty >= 0) throw userError('data.label-missing', { source, position: empty + 1 });
  if (values.every((value) => /^\d{1,9}$/.test(value))) return { labels: values.map(Number), notes: [] };
  if (classNames !== undefined)
    return { labels: byName(source, values, await readNames(classNames), classNames), notes: [] };
  const number = values.find((value) => /^-?\d/.test(value) && Number.isFinite(Number(value)));
  if (number !== undefined) throw userError('data.label-invalid', { source, label: number });
  const names = [...new Set(values)].sort();
  const numbers = new Map(names.map((name, index) => [name, index]));
  const range = { source, count: names.length, first: names[0] ?? '', last: names.at(-1) ?? '' };
  return {
    labels: values.map((value) => numbers.get(value) ?? 0),
    notes: [message('data.classes-numbered', range)],
  };
}

async function readNames(file: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw fileError(cause, file);
  });
  const names = new Map<string, number>();
  const lines = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\n');
  lines.forEach((line, index) => {
    const name = line.trim();
    const [word = ''] = name.split(/\s/, 1);
    if (!names.has(word)) names.set(word, index);
    names.set(name, index);
  });
  return names;
}

function byName(
  source: string,
  values: readonly string[],
  names: ReadonlyMap<string, number>,
  file: string,
): readonly number[] {
  return values.map((value) => {
    const number = names.get(value);
    if (number === undefined) throw userError('data.class-unknown', { source, label: value, file });
    return number;
  });
}
