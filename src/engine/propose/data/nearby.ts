import { realpath } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Message } from '../../../protocol/messages/message.ts';
import { labelsName } from '../../data/arrays/arraysDataset.ts';
import type { StoredKind } from '../../data/detectDataset.ts';
import { fileError } from '../../data/fileError.ts';
import { type FolderEntries, folderEntries } from './folderEntries.ts';
import { isUsualName, roleOf } from './role.ts';

/** Something that looks like data, by its name and by what is in it. */
export interface Candidate {
  readonly path: string;
  readonly kind: StoredKind;
  /** The names that lead to it from the folder of the model. */
  readonly names: readonly string[];
  /** The file of its labels, where they are not part of it. */
  readonly labels?: string;
}

/** What was found beside a model. */
export interface Nearby {
  readonly candidates: readonly Candidate[];
  /** Folders that are named like data but cannot be read. */
  readonly unreadable: readonly { readonly path: string; readonly reason: Message }[];
}

/** How far the search goes: folders below that of the model, and folders in all. */
const limit = { depth: 4, folders: 100 };

/**
 * What looks like data in the folder of a model and in the folders below it that are named like data. Nothing is opened. The
 * folders are read as far as needed: one with 100,000 files takes a tenth of a second.
 */
export async function nearbyData(model: string): Promise<Nearby> {
  const search = new Search(basename(model, extname(model)));
  await search.folder(dirname(model), []);
  return search;
}

class Search implements Nearby {
  readonly candidates: Candidate[] = [];
  readonly unreadable: { path: string; reason: Message }[] = [];
  /** Real paths: links may lead to where the search was before. */
  private readonly seen = new Set<string>();
  private readonly stem: string;

  constructor(stem: string) {
    this.stem = stem;
  }

  /** Searches a folder that may hold several sets of data. @param names that lead to it from the folder of the model */
  async folder(path: string, names: readonly string[]): Promise<void> {
    const entries = await this.read(path, names);
    if (entries !== undefined) await this.content(path, names, entries);
  }

  private async content(path: string, names: readonly string[], entries: FolderEntries): Promise<void> {
    const isBeside = names.length === 0;
    for (const each of entries.archives) this.add('npz', join(path, each), [...names, each]);
    if (entries.hasTestDataSets) this.add('testDataSets', path, names);
    if (isBeside) this.arraysBeside(path, entries.arrays);
    const below = [...entries.folders, ...entries.linkedFolders];
    const apart = below.filter((each) =>
      isBeside ? isUsualName(each) || each === this.stem : isApart(each) || entries.linkedFolders.includes(each),
    );
    const before = this.candidates.length;
    for (const each of apart) await this.folder(join(path, each), [...names, each]);
    if (isBeside) return;
    // All images below a folder are its own: where some belong to a set apart, it is none itself.
    const isDivided = this.candidates.slice(before).some(({ kind }) => kind === 'images');
    await this.whole(path, names, entries, isDivided);
  }

  /** Each may be all samples of the only input. As a whole, the folder of the model is no folder of data. */
  private arraysBeside(path: string, names: readonly string[]): void {
    const labels = `${labelsName}.npy`;
    const arrays = names.filter((each) => each !== labels);
    const isLabelled = arrays.length === 1 && names.includes(labels);
    for (const each of arrays) {
      const own = isLabelled ? { labels: join(path, labels) } : {};
      this.candidates.push({ kind: 'npyFolder', path: join(path, each), names: [each], ...own });
    }
  }

  /** A folder of arrays or images itself: what it holds lies in it, or in folders for each input or class. */
  private async whole(path: string, names: readonly string[], entries: FolderEntries, isDivided: boolean) {
    const withArrays: string[] = [];
    const withImages: string[] = [];
    for (const each of entries.folders.filter((folder) => !isApart(folder))) {
      // Two are enough to know that folders are classes, of which there may be a thousand.
      if (withImages.length > 1) break;
      const inside = await this.read(join(path, each), [...names, each]);
      if (inside === undefined) continue;
      if (inside.arrays.length > 0) withArrays.push(each);
      if (inside.hasImages) withImages.push(each);
      if (!inside.hasImages && inside.arrays.length === 0)
        await this.content(join(path, each), [...names, each], inside);
    }
    if (entries.arrays.length + withArrays.length > 0) this.add('npyFolder', path, names);
    const [only] = withImages;
    if (only !== undefined && withImages.length === 1 && !entries.hasImages) {
      this.add('images', join(path, only), [...names, only]);
    } else if ((entries.hasImages || only !== undefined) && !isDivided) this.add('images', path, names);
  }

  private async read(path: string, names: readonly string[]): Promise<FolderEntries | undefined> {
    if (names.length > limit.depth || this.seen.size >= limit.folders) return undefined;
    try {
      const real = await realpath(path);
      if (this.seen.has(real)) return undefined;
      this.seen.add(real);
      return await folderEntries(path);
    } catch (cause) {
      this.unreadable.push({ path, reason: fileError(cause, path).detail });
      return undefined;
    }
  }

  private add(kind: StoredKind, path: string, names: readonly string[]): void {
    this.candidates.push({ kind, path, names });
  }
}

/** Whether a folder in a folder of data is a set of its own, and neither an input nor a class of the whole. */
function isApart(name: string): boolean {
  return roleOf([name]) !== undefined;
}
