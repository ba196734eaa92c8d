import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectDataset } from './detectDataset.ts';
import { refusal, temporaryFolder } from './testing/samples.ts';

const root = await temporaryFolder();
let folders = 0;

async function folderOf(...files: readonly string[]): Promise<string> {
  const folder = join(root, (folders++).toString());
  await mkdir(folder);
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  return folder;
}

describe('detectDataset', () => {
  it.each([
    ['npz', 'data.npz', 'data.npz'],
    ['npyFolder', 'x.npy', 'x.npy'],
    ['images', 'photo.JPG', 'photo.JPG'],
    ['npyFolder', '', 'x/1.npy'],
    ['images', '', 'a/b/c/1.webp'],
    ['testDataSets', '', 'test_data_set_0/input_0.pb'],
    ['testDataSets', '', 'input_0.pb'],
  ])('knows %s by %j of a folder with %s', async (kind, path, file) => {
    const folder = await folderOf(file);
    expect(await detectDataset(join(folder, path))).toEqual({ kind, path: join(folder, path) });
  });

  it('prefers test data sets to arrays, and arrays to images', async () => {
    expect((await detectDataset(await folderOf('test_data_set_0/input_0.pb', 'x.npy', 'a.png'))).kind).toBe(
      'testDataSets',
    );
    expect((await detectDataset(await folderOf('x.npy', 'a.png'))).kind).toBe('npyFolder');
  });

  it('refuses what it does not know', async () => {
    expect(await refusal(async () => detectDataset(await folderOf('notes.txt', '.hidden/a.png')))).toBe(
      'data.unknown-kind',
    );
    expect(await refusal(async () => detectDataset(join(await folderOf('notes.txt'), 'notes.txt')))).toBe(
      'data.unknown-kind',
    );
    expect(await refusal(() => detectDataset(join(root, 'none')))).toBe('data.missing');
  });
});
