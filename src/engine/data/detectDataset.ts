import { stat } from 'node:fs/promises';
import { userError } from '../../protocol/userError.ts';
import { fileError } from './fileError.ts';
import { isImageFile } from './images/imageFiles.ts';
import { listFiles } from './listFiles.ts';
import type { DatasetSpec } from './spec.ts';

/** Kinds of data that lie on a disk. */
export type StoredKind = Exclude<DatasetSpec['kind'], 'synthetic'>;

/**
 * What kind of data lies at a path: an `.npz` by its name; a folder by what is in it, test data sets before arrays before
 * images.
 * @throws UserError where nothing is there that can be read
 */
export async function detectDataset(path: string): Promise<{ readonly kind: StoredKind; readonly path: string }> {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileError(cause, path);
  });
  const kind = found.isDirectory() ? await folderKind(path) : fileKind(path);
  if (kind === undefined) throw userError('data.unknown-kind', { source: path });
  return { kind, path };
}

function fileKind(file: string): StoredKind | undefined {
  if (/\.npz$/i.test(file)) return 'npz';
  if (file.endsWith('.npy')) return 'npyFolder';
  return isImageFile(file) ? 'images' : undefined;
}

async function folderKind(folder: string): Promise<StoredKind | undefined> {
  const near = await listFiles(folder, { depth: 2 });
  if (near.some((file) => /(^|\/)input_\d+\.pb$/.test(file))) return 'testDataSets';
  if (near.some((file) => file.endsWith('.npy'))) return 'npyFolder';
  if (near.some(isImageFile) || (await listFiles(folder)).some(isImageFile)) return 'images';
  return undefined;
}
