import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import type { ModelInput } from '../modelInputs.ts';
import { openDataset } from '../openDataset.ts';
import type { NpyFolderSpec } from '../spec.ts';
import { floats, longs, npyBytes, type TestArray } from '../testing/numpyFiles.ts';
import { collect, complaint, fed, input, refusal, temporaryFolder } from '../testing/samples.ts';

const root = await temporaryFolder();
let folders = 0;

async function folderOf(files: Readonly<Record<string, TestArray>>): Promise<string> {
  const folder = join(root, (folders++).toString());
  await mkdir(folder);
  for (const [name, array] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), npyBytes(array));
  }
  return folder;
}

async function openFolder(
  files: Readonly<Record<string, TestArray>>,
  inputs: readonly ModelInput[],
  more: Partial<NpyFolderSpec> = {},
): Promise<Dataset> {
  return openDataset({ kind: 'npyFolder', path: await folderOf(files), ...more }, inputs);
}

const x = input('x', ['N', 2]);
const y = input('y', ['N'], 'int64');
const pair = (value: number): TestArray => floats([1, 2], [value, value + 0.5]);

describe('openDataset of a folder of .npy', () => {
  it('takes all samples of an input from the array of its name', async () => {
    const files = {
      'x.npy': floats([3, 2], Array(6).keys()),
      'y.npy': longs([3], [7, 8, 9]),
      'labels.npy': longs([3], [0, 1, 2]),
    };
    const samples = await collect(await openFolder(files, [x, y]));
    expect(samples.map((each) => [fed(each, 'x'), fed(each, 'y'), each.labels])).toEqual([
      [[0, 1], [7], [0]],
      [[2, 3], [8], [1]],
      [[4, 5], [9], [2]],
    ]);
  });

  it('takes a file for each sample from a folder for each input, counting as a person does', async () => {
    const files = {
      'x/s10.npy': pair(10),
      'x/s9.npy': floats([2], [9, 9.5]),
      'y/s9.npy': longs([1], [90]),
      'y/s10.npy': longs([1], [100]),
    };
    const samples = await collect(await openFolder(files, [x, y]));
    expect(samples.map((each) => [fed(each, 'x'), fed(each, 'y')])).toEqual([
      [[9, 9.5], [90]],
      [[10, 10.5], [100]],
    ]);
    expect(samples[0]?.feeds.get('x')?.dims).toEqual([1, 2]);
  });

  it('takes a file for each sample of a single input, in the order of the labels where they name files', async () => {
    const files = { 'a.npy': pair(1), 'b.npy': pair(2), 'c.npy': pair(3) };
    expect((await collect(await openFolder(files, [x]))).map((each) => fed(each, 'x')[0])).toEqual([1, 2, 3]);
    const labels = join(root, 'labels.csv');
    await writeFile(labels, 'file,label\nc.npy,5\na,6\n');
    const labelled = await openFolder(files, [x], { labels: { from: 'file', path: labels } });
    const samples = await collect(labelled);
    expect(samples.map((each) => [fed(each, 'x')[0], each.labels])).toEqual([
      [3, [5]],
      [1, [6]],
    ]);
    await writeFile(labels, 'd.npy,5\n');
    const missing = openFolder(files, [x], { labels: { from: 'file', path: labels } });
    expect(await complaint(() => missing)).toMatch(/d\.npy has a label/);
  });

  it('takes one file by itself, and names whose characters files cannot have', async () => {
    const folder = await folderOf({ 'any.npy': floats([2, 2], [1, 2, 3, 4]) });
    const single = await openDataset({ kind: 'npyFolder', path: join(folder, 'any.npy') }, [x]);
    expect(single.size).toBe(2);
    const two = { 'model_x_0.npy': floats([2, 2], [1, 2, 3, 4]), 'y.npy': longs([2], [5, 6]) };
    const odd = await openFolder(two, [input('model/x:0', ['N', 2]), y]);
    expect(fed((await collect(odd))[1], 'model/x:0')).toEqual([3, 4]);
  });

  it('refuses what is missing or does not fit', async () => {
    expect(await refusal(() => openFolder({}, [x]))).toBe('data.empty');
    expect(await refusal(() => openDataset({ kind: 'npyFolder', path: join(root, 'none') }, [x]))).toBe('data.missing');
    expect(await complaint(() => openFolder({ 'x.npy': pair(1), 'z.npy': pair(2) }, [x, y]))).toMatch(
      /nothing for input/,
    );
    const odd = await openFolder({ 'a.npy': pair(1), 'b.npy': floats([1, 3], [1, 2, 3]) }, [x]);
    expect(await complaint(() => collect(odd))).toMatch(/b\.npy has the shape \[1, 3\]/);
    const uneven = { 'x/1.npy': pair(1), 'x/2.npy': pair(2), 'y/1.npy': longs([1], [1]) };
    expect(await refusal(() => openFolder(uneven, [x, y]))).toBe('data.counts-differ');
    const directory = await folderOf({ 'x.npy/1.npy': pair(1), 'y.npy': longs([1], [1]) });
    expect(await refusal(() => openDataset({ kind: 'npyFolder', path: directory }, [x, y]))).toBe('data.array-missing');
  });
});
