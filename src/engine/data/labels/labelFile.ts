import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { userError } from '../../../protocol/userError.ts';
import { wholeFile } from '../arrays/fileRange.ts';
import { openNpy } from '../arrays/npyArray.ts';
import { zipMembers } from '../arrays/zipMembers.ts';
import { reasonOf } from '../../../protocol/reasonOf.ts';
import { fileError } from '../fileError.ts';
import type { LabelFile } from '../spec.ts';
import { type NumberedClasses, numberClasses } from './classNames.ts';
import { labelsOfArray } from './labelArray.ts';

/** Labels in the order of their file; `files` says which file each belongs to, where the labels say so. */
export interface FileLabels extends NumberedClasses {
  readonly files: readonly string[] | undefined;
}

/** Reads a file of labels, by its extension. @throws UserError where it cannot be read or is no such file */
export async function readLabelFile({ path, classNames }: LabelFile): Promise<FileLabels> {
  switch (extname(path).toLowerCase()) {
    case '.npy':
      return { labels: await labelsOfArray(await openNpy(await wholeFile(path))), files: undefined, notes: [] };
    case '.npz':
      return { labels: await labelsOfArchive(path), files: undefined, notes: [] };
    case '.txt': {
      const lines = (await readText(path)).trimEnd().split('\n');
      const values = lines.map((line) => line.trim());
      return { ...(await numberClasses(path, values, classNames)), files: undefined };
    }
    case '.csv': {
      const { files, values } = parseTable(path, await readText(path));
      return { ...(await numberClasses(path, values, classNames)), files };
    }
    default:
      throw userError('data.label-kind', { file: path });
  }
}

async function labelsOfArchive(path: string): Promise<readonly number[]> {
  const members = await zipMembers(path);
  const member = members.get('labels.npy') ?? (members.size === 1 ? [...members.values()][0] : undefined);
  if (member === undefined) {
    throw userError('data.label-array', { file: path, present: [...members.keys()].join(', ') });
  }
  return labelsOfArray(await openNpy(member));
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw fileError(cause, path);
  }
}

const fileHeaders: ReadonlySet<string> = new Set(['file', 'filename', 'file_name', 'path', 'image', 'name']);
const labelHeaders: ReadonlySet<string> = new Set(['label', 'labels', 'class', 'class_id', 'category', 'target']);

interface LabelTable {
  readonly files: readonly string[] | undefined;
  readonly values: readonly string[];
}

/** The columns `file` and `label`, by the names in the first line where it has some, else the first two; or one column. */
function parseTable(path: string, text: string): LabelTable {
  const lines = parseLines(path, text);
  const [first = []] = lines;
  const header = first.map((cell) => cell.toLowerCase());
  const named = header.findIndex((cell) => labelHeaders.has(cell));
  const rows = named >= 0 ? lines.slice(1) : lines;
  if (rows.length === 0) throw userError('data.empty', { source: path });
  const fileAt = named >= 0 ? header.findIndex((cell) => fileHeaders.has(cell)) : first.length > 1 ? 0 : -1;
  const labelAt = named >= 0 ? named : Math.min(1, first.length - 1);
  return {
    files: fileAt >= 0 ? rows.map((row) => row[fileAt] ?? '') : undefined,
    values: rows.map((row) => row[labelAt] ?? ''),
  };
}

function parseLines(path: string, text: string): readonly (readonly string[])[] {
  try {
    return parse(text, { trim: true, skip_empty_lines: true });
  } catch (cause) {
    throw userError('data.damaged', { file: path, reason: reasonOf(cause) }, { cause });
  }
}
