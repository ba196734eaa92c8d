import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

/** Hands a new folder inside `parent` to `use` and removes it afterwards, with everything in it, also when `use` fails. */
export async function withScratchFolder<T>(parent: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(parent, 'runtime-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
