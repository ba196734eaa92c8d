import type * as z from 'zod';
import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { mistakeAt } from '../nodeData/jsonMistake.ts';
import { textPlace, tooDeepAt } from '../nodeData/jsonPlace.ts';
import { problem } from '../options/problem.ts';
import { formatBytes } from '../quantity.ts';
import { UserError, userError } from '../userError.ts';
import { possibleSettings } from './possibleSettings.ts';
import { type RecipeFile, recipeFile, recipeVersion } from './recipeFile.ts';

/** Bytes of the largest file that is read: far more than settings for every tensor of a large model take. */
export const largestRecipe = 8 * 1024 * 1024;

/** Far deeper than a recipe is. */
const deepest = 32;

/** Longer names are cut off where they are told. */
const longestName = 80;

/**
 * A recipe from the text of its file, as it is written there: paths are still relative to the file.
 * @param file its name, for errors
 * @throws UserError that says what is wrong with the file, and where
 */
export function readRecipe(text: string, file: string): RecipeFile {
  const stored = parsed(withoutMark(text), file);
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) {
    throw userError('recipes.foreign', { file });
  }
  const { format, version, passes } = stored as Readonly<Record<string, unknown>>;
  if (format === 'whittle-report') throw userError('recipes.is-report', { file });
  if (typeof version === 'number' && version > recipeVersion) {
    throw userError('recipes.newer', { file, version, readable: recipeVersion });
  }
  if (passes === undefined) throw userError('recipes.foreign', { file });
  const result = recipeFile.safeParse(stored, { reportInput: true });
  // As it was written: what was left out is for those who run it to say.
  if (result.success) return stored as RecipeFile;
  const [issue] = result.error.issues;
  if (issue === undefined) throw result.error;
  throw new UserError(settingMistake(issue, stored, file));
}

/** The mark of byte order that some editors put before a text. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function parsed(text: string, file: string): unknown {
  if (text.length > largestRecipe) throw userError('recipes.huge', { file, limit: formatBytes(largestRecipe) });
  if (text.trim() === '') throw userError('recipes.empty', { file });
  const deep = tooDeepAt(text, deepest);
  if (deep !== undefined) throw userError('recipes.deep', { file, ...textPlace(text, deep) });
  try {
    return JSON.parse(text);
  } catch (cause) {
    const at = mistakeAt(text);
    if (at >= text.length) throw userError('recipes.truncated', { file }, { cause });
    throw userError('recipes.not-json', { file, ...textPlace(text, at) }, { cause });
  }
}

/** What is wrong with a setting and where it is; of one that does not exist, those that do. */
function settingMistake(issue: z.core.$ZodIssue, stored: unknown, file: string): Message {
  const place = issue.path.length === 0 ? message('recipes.whole', {}) : placeOf(issue.path);
  if (issue.code !== 'unrecognized_keys') {
    return message('recipes.invalid', { file, place, problem: problem(issue) });
  }
  const keys = issue.keys.map(shortened).join(', ');
  const possible = possibleSettings(recipeFile, stored, issue.path).join(', ');
  return message('recipes.unknown-setting', { file, place, keys, possible });
}

/** As it is written in programs: `passes[0].options.observer`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${shortened(String(key))}`))
    .join('')
    .replace(/^\./, '');
}

function shortened(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName)}…`;
}
