import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { floats, longs, npyBytes, npzBytes } from '../testing/numpyFiles.ts';
import { complaint, refusal, temporaryFolder } from '../testing/samples.ts';
import { type FileLabels, readLabelFile } from './labelFile.ts';

const folder = await temporaryFolder();

async function labelsOf(name: string, content: string | Uint8Array, classNames?: string): Promise<FileLabels> {
  const path = join(folder, name);
  await writeFile(path, content);
  if (classNames === undefined) return readLabelFile({ from: 'file', path });
  const names = join(folder, 'classes.txt');
  await writeFile(names, classNames);
  return readLabelFile({ from: 'file', path, classNames: names });
}

describe('readLabelFile', () => {
  it('reads arrays, alone or in an archive', async () => {
    const labels = longs([3], [2, 0, 1]);
    expect(await labelsOf('l.npy', npyBytes(labels))).toEqual({ labels: [2, 0, 1], files: undefined, notes: [] });
    expect((await labelsOf('l.npz', npzBytes({ labels, x: floats([1], [1]) }, 6))).labels).toEqual([2, 0, 1]);
    expect((await labelsOf('l.npz', npzBytes({ anything: labels }))).labels).toEqual([2, 0, 1]);
    expect(await complaint(() => labelsOf('l.npz', npzBytes({ a: labels, b: labels })))).toMatch(/a\.npy, b\.npy/);
  });

  it('reads a label for each line of a text', async () => {
    expect((await labelsOf('l.txt', '3\r\n1\r\n2\r\n')).labels).toEqual([3, 1, 2]);
    expect((await labelsOf('l.txt', '\uFEFF7')).labels).toEqual([7]);
  });

  it('reads files and labels of a table, with a header or without, quoted or not', async () => {
    const expected = { labels: [4, 5], files: ['a b.png', 'c,d.png'], notes: [] };
    expect(await labelsOf('l.csv', 'a b.png,4\n"c,d.png", 5\n')).toEqual(expected);
    expect(await labelsOf('l.csv', 'Label,split,File\n4,test,a b.png\n5,test,"c,d.png"\n\n')).toEqual(expected);
    expect(await labelsOf('l.csv', '\uFEFFfilename,class\na b.png,4\n"c,d.png",5\n')).toEqual(expected);
    expect(await labelsOf('l.csv', '4\n5\n')).toEqual({ labels: [4, 5], files: undefined, notes: [] });
  });

  it('numbers names in sorted order, and says so', async () => {
    const { labels, notes } = await labelsOf('l.csv', 'a.png,dog\nb.png,cat\nc.png,dog\nd.png,eel\n');
    expect(labels).toEqual([1, 0, 1, 2]);
    expect(notes).toEqual([
      { code: 'data.classes-numbered', args: { source: join(folder, 'l.csv'), count: 3, first: 'cat', last: 'eel' } },
    ]);
  });

  it('numbers names by the lines of a file, by the whole line or its first word', async () => {
    const names = 'n02 tench, Tinca tinca\nn01 goldfish\ncat\n';
    const { labels, notes } = await labelsOf('l.txt', 'cat\nn01\nn02 tench, Tinca tinca\nn02', names);
    expect([labels, notes]).toEqual([[2, 1, 0, 0], []]);
    expect(await complaint(() => labelsOf('l.txt', 'cat\ncow', names))).toMatch(/label cow.*classes\.txt/);
  });

  it('refuses labels that are none', async () => {
    expect(await refusal(() => labelsOf('l.csv', 'a.png,\nb.png,1\n'))).toBe('data.label-missing');
    expect(await refusal(() => labelsOf('l.txt', '1\n-2\n'))).toBe('data.label-invalid');
    expect(await refusal(() => labelsOf('l.txt', '1\n2.5\n'))).toBe('data.label-invalid');
    expect(await refusal(() => labelsOf('l.csv', 'file,label\n'))).toBe('data.empty');
    expect(await refusal(() => labelsOf('l.csv', ''))).toBe('data.empty');
    expect(await refusal(() => labelsOf('l.csv', 'a,"b\nc,d'))).toBe('data.damaged');
    expect(await refusal(() => labelsOf('l.json', '[1]'))).toBe('data.label-kind');
    expect(await refusal(() => readLabelFile({ from: 'file', path: join(folder, 'none.csv') }))).toBe('data.missing');
  });
});
