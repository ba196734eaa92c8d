import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from './fileError.ts';

/**
 * Paths of the files in a folder, below it too, relative to it with `/` between, in the order a person would count them
 * (`img2` before `img10`). Hidden files and folders are left out, links to folders are not followed.
 * @throws UserError where the folder cannot be read
 */
export async function listFiles(folder: string, depth = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
  const files: string[] = [];
  await walk(folder, '', depth, files);
  return sortNaturally(files);
}

/** In the order a person would count, the same on every machine. */
export function sortNaturally(names: readonly string[]): readonly string[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return [...names].sort((one, other) => collator.compare(one, other) || (one < other ? -1 : 1));
}

async function walk(root: string, below: string, depth: number, files: string[]): Promise<void> {
  const folder = join(root, below);
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw fileError(cause, folder);
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (depth > 1) await walk(root, path, depth - 1, files);
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(join(root, path))))) files.push(path);
  }
}

async function leadsToFile(link: string): Promise<boolean> {
  const target = await stat(link).catch(() => undefined);
  return target?.isFile() === true;
}
