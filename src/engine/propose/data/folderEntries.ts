import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isImageFile } from '../../data/images/imageFiles.ts';
import { sortNaturally } from '../../data/listFiles.ts';
import { isSetTensor, isTestDataSet } from '../../data/testDataSets.ts';

/** What of a folder may have to do with data. Names are in the order a person would count. */
export interface FolderEntries {
  /** `.npz` files. */
  readonly archives: readonly string[];
  /** `.npy` files. */
  readonly arrays: readonly string[];
  readonly folders: readonly string[];
  /** Links that lead to folders. */
  readonly linkedFolders: readonly string[];
  readonly hasImages: boolean;
  /** Whether there are `test_data_set_*` folders, or it is one itself. */
  readonly hasTestDataSets: boolean;
}

/** Folders of programs, which may be large and hold nobody's data. */
const skipped: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'site-packages', 'venv']);

/** What is beyond so many entries of one folder, or so many links, is not found. */
const limit = { entries: 200_000, links: 1000 };
/** Entries that are read at once. */
const bufferSize = 1024;

type Found = 'archive' | 'array' | 'image' | 'test-data' | 'folder' | 'linked-folder' | undefined;

/** Reads a folder without its hidden entries. @throws Error of the file system where it cannot be read */
export async function folderEntries(folder: string): Promise<FolderEntries> {
  const names = { archive: [] as string[], array: [] as string[], folder: [] as string[], linked: [] as string[] };
  const has = { image: false, testData: false };
  let entries = 0;
  let links = 0;
  for await (const entry of await opendir(folder, { bufferSize })) {
    if (++entries > limit.entries) break;
    // One image is as good as a hundred thousand: where they are links, each would have to be followed.
    if (entry.name.startsWith('.') || (has.image && isImageFile(entry.name))) continue;
    if (entry.isSymbolicLink() && ++links > limit.links) continue;
    const found = await classify(folder, entry);
    if (found === 'image') has.image = true;
    else if (found === 'test-data') has.testData = true;
    else if (found === 'linked-folder') names.linked.push(entry.name);
    else if (found !== undefined) names[found].push(entry.name);
  }
  return {
    archives: sortNaturally(names.archive),
    arrays: sortNaturally(names.array),
    folders: sortNaturally(names.folder),
    linkedFolders: sortNaturally(names.linked),
    hasImages: has.image,
    hasTestDataSets: has.testData,
  };
}

async function classify(folder: string, entry: Dirent): Promise<Found> {
  const { name } = entry;
  const target = entry.isSymbolicLink() ? await stat(join(folder, name)).catch(() => undefined) : entry;
  if (target?.isDirectory() === true) {
    if (skipped.has(name)) return undefined;
    if (target !== entry) return 'linked-folder';
    return isTestDataSet(name) ? 'test-data' : 'folder';
  }
  if (target?.isFile() !== true) return undefined;
  if (/\.npz$/i.test(name)) return 'archive';
  if (name.endsWith('.npy')) return 'array';
  if (isSetTensor(name)) return 'test-data';
  return isImageFile(name) ? 'image' : undefined;
}
