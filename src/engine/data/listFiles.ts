import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from './fileError.ts';

/** How far files are listed. */
interface Reach {
  /** Levels of folders; 1 is the folder itself. */
  readonly depth?: number;
  /** Whether to look into a folder with this name. */
  readonly enter?: (folder: string) => boolean;
}

/**
 * Paths of the files in a folder, below it too, relative to it with `/` between, in the order a person would count them
 * (`img2` before `img10`). Hidden files and folders are left out, links to folders are not followed.
 * @throws UserError where the folder cannot be read
 */
export async function listFiles(
  folder: string,
  { depth = Number.POSITIVE_INFINITY, enter = () => true }: Reach = {},
): Promise<readonly string[]> {
  const files: string[] = [];
  await walk(folder, '', { depth, enter }, files);
  return sortNaturally(files);
}

/** In the order a person would count, the same on every machine. */
export function sortNaturally(names: readonly string[]): readonly string[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return [...names].sort((one, other) => collator.compare(one, other) || (one < other ? -1 : 1));
}

async function walk(root: string, below: string, reach: Required<Reach>, files: string[]): Promise<void> {
  const folder = join(root, below);
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw fileError(cause, folder);
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (reach.depth <= 1 || !reach.enter(entry.name)) continue;
      await walk(root, path, { ...reach, depth: reach.depth - 1 }, files);
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(join(root, path))))) files.push(path);
  }
}

async function leadsToFile(link: string): Promise<boolean> {
  const target = await stat(link).catch(() => undefined);
  return target?.isFile() === true;
}
