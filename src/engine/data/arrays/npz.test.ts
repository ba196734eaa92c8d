import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import type { ModelInput } from '../modelInputs.ts';
import { openDataset } from '../openDataset.ts';
import type { NpzSpec } from '../spec.ts';
import { fixture } from '../testing/numpyMade.ts';
import { bytesOf, floats, longs, npzBytes, type TestArray } from '../testing/numpyFiles.ts';
import { collect, complaint, fed, input, refusal, temporaryFolder } from '../testing/samples.ts';

const folder = await temporaryFolder();
let files = 0;

async function written(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${(files++).toString()}.npz`);
  await writeFile(path, bytes);
  return path;
}

async function openNpz(
  arrays: Readonly<Record<string, TestArray>>,
  inputs: readonly ModelInput[],
  more: Partial<NpzSpec> & { readonly level?: 0 | 6 } = {},
): Promise<Dataset> {
  const { level = 0, ...spec } = more;
  return openDataset({ kind: 'npz', path: await written(npzBytes(arrays, level)), ...spec }, inputs);
}

const x = input('x', ['N', 2]);
const twelve = floats([6, 2], Array(12).keys());

describe('openDataset of an .npz', () => {
  it.each([0, 6] as const)('gives each row with its label, packed at level %d', async (level) => {
    const dataset = await openNpz({ x: twelve, labels: longs([6], [5, 4, 3, 2, 1, 0]) }, [x], { level });
    expect(dataset).toMatchObject({ size: 6, hasLabels: true, synthetic: false, feedback: [] });
    const samples = await collect(dataset);
    expect(samples.map((sample) => [sample.index, fed(sample, 'x'), sample.labels])).toEqual([
      [0, [0, 1], [5]],
      [1, [2, 3], [4]],
      [2, [4, 5], [3]],
      [3, [6, 7], [2]],
      [4, [8, 9], [1]],
      [5, [10, 11], [0]],
    ]);
    expect(samples[0]?.feeds.get('x')).toMatchObject({ type: 'float32', dims: [1, 2] });
  });

  it('can be iterated again, in part, and two times at once', async () => {
    const dataset = await openNpz({ x: twelve }, [x], { level: 6 });
    const indices = async (selection: Parameters<Dataset['samples']>[0]): Promise<readonly number[]> =>
      (await collect(dataset, selection)).map((sample) => fed(sample, 'x')[0]! / 2);
    expect(await indices({ start: 1, end: 6, step: 2 })).toEqual([1, 3, 5]);
    expect(await indices({ wanted: (index) => index % 3 === 2 })).toEqual([2, 5]);
    expect(await indices({ start: 4, end: 100 })).toEqual([4, 5]);
    expect(await Promise.all([indices({}), indices({ start: 5 })])).toEqual([[0, 1, 2, 3, 4, 5], [5]]);
  });

  it('closes the file when the reader stops early', async () => {
    const dataset = await openNpz({ x: twelve }, [x], { level: 6 });
    for await (const sample of dataset.samples()) if (sample.index === 1) break;
    expect((await collect(dataset)).length).toBe(6);
  });

  it('groups rows and labels by the fixed batch of the model, and notes what is left over', async () => {
    const dataset = await openNpz({ x: twelve, labels: longs([6, 1], [0, 1, 2, 3, 4, 5]) }, [input('x', [4, 2])]);
    const samples = await collect(dataset);
    expect(samples.map((sample) => [fed(sample, 'x').length, sample.labels])).toEqual([[8, [0, 1, 2, 3]]]);
    expect(dataset.notes).toMatchObject([{ code: 'data.rows-left', args: { rows: 2, batch: 4 } }]);
  });

  it('gives whole feeds from an array with one more axis, and a label for each of their rows', async () => {
    const arrays = { x: floats([2, 3, 2], Array(12).keys()), labels: longs([6], [0, 1, 2, 3, 4, 5]) };
    const samples = await collect(await openNpz(arrays, [x]));
    expect(samples.map((sample) => sample.labels)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(samples[1]?.feeds.get('x')?.dims).toEqual([3, 2]);
  });

  it('feeds one value to every sample and leaves out inputs that are fed back', async () => {
    const inputs = [input('input', ['batch', 'sequence']), input('sr', [], 'int64'), input('h', [2, 'batch', 4])];
    const arrays = { input: floats([3, 2], Array(6).keys()), sr: longs([], [16000]) };
    const dataset = await openNpz(arrays, inputs, { feedback: [{ output: 'hn', input: 'h' }] });
    const samples = await collect(dataset);
    expect(samples.map((sample) => [...sample.feeds.keys()])).toEqual(Array(3).fill(['input', 'sr']));
    expect(samples[2]?.feeds.get('sr')).toEqual({ type: 'int64', dims: [], data: BigInt64Array.of(16000n) });
    expect(dataset.feedback).toEqual([
      { output: 'hn', input: 'h', initial: { type: 'float32', dims: [2, 1, 4], data: new Float32Array(8) } },
    ]);
  });

  it('converts element types where that is exact, and refuses otherwise', async () => {
    const bytes: TestArray = { descr: '|u1', shape: [2, 2], bytes: Uint8Array.of(0, 1, 128, 255) };
    expect(fed((await collect(await openNpz({ x: bytes }, [x])))[1], 'x')).toEqual([128, 255]);
    const doubles: TestArray = { descr: '<f8', shape: [1, 2], bytes: bytesOf(Float64Array.of(0.5, 0.1)) };
    expect(fed((await collect(await openNpz({ x: doubles }, [x])))[0], 'x')).toEqual([0.5, Math.fround(0.1)]);
    expect(await refusal(() => openNpz({ x: twelve }, [input('x', ['N', 2], 'int64')]))).toBe('data.type-mismatch');
  });

  it('reads what numpy.savez_compressed writes, under the name of the only input or another', async () => {
    const path = await written(fixture('compressed'));
    for (const name of ['x', 'pixels']) {
      const dataset = await openDataset({ kind: 'npz', path }, [input(name, ['N', 2, 3])]);
      const samples = await collect(dataset);
      expect(samples.map((sample) => sample.labels)).toEqual([[3], [1], [2], [0]]);
      expect(fed(samples[3], name)).toEqual([18, 19, 20, 21, 22, 23]);
    }
  });

  it('takes labels from another file instead', async () => {
    const labels = join(folder, 'labels.txt');
    await writeFile(labels, '1\n0\n1\n0\n1\n0\n');
    const dataset = await openNpz({ x: twelve, labels: longs([6], [9, 9, 9, 9, 9, 9]) }, [x], {
      labels: { from: 'file', path: labels },
    });
    expect((await collect(dataset)).map((sample) => sample.labels)).toEqual([[1], [0], [1], [0], [1], [0]]);
  });

  it('takes an array named labels for an input of that name', async () => {
    const dataset = await openNpz({ x: twelve, labels: longs([6], [1, 1, 1, 1, 1, 1]) }, [
      x,
      input('labels', ['N'], 'int64'),
    ]);
    expect(dataset.hasLabels).toBe(false);
    expect(fed((await collect(dataset))[0], 'labels')).toEqual([1]);
  });

  it('refuses data that does not fit the model, naming what is wrong', async () => {
    const y = input('y', ['N']);
    expect(await complaint(() => openNpz({ x: twelve }, [x, y]))).toMatch(/nothing for input "y" \(it has: x\)/);
    expect(await complaint(() => openNpz({ x: twelve }, [input('x', ['N', 3])]))).toMatch(
      /\[6, 2\].*"x" takes \[N, 3\]/,
    );
    expect(await refusal(() => openNpz({ x: twelve, y: floats([5], [1, 2, 3, 4, 5]) }, [x, y]))).toBe(
      'data.counts-differ',
    );
    expect(await refusal(() => openNpz({ x: floats([0, 2], []) }, [x]))).toBe('data.empty');
    expect(await refusal(() => openNpz({ x: floats([3, 2], Array(6).keys()) }, [input('x', [4, 2])]))).toBe(
      'data.empty',
    );
    expect(await refusal(() => openNpz({ x: twelve, labels: longs([5], [1, 2, 3, 4, 5]) }, [x]))).toBe(
      'data.label-count',
    );
    expect(await refusal(() => openNpz({ x: twelve, labels: longs([6, 2], Array(12).fill(0)) }, [x]))).toBe(
      'data.label-shape',
    );
    expect(await refusal(() => openNpz({ x: twelve, labels: longs([6], [0, 1, -1, 0, 0, 0]) }, [x]))).toBe(
      'data.label-invalid',
    );
    expect(await refusal(() => openNpz({ x: twelve, labels: floats([6], [0, 0.5, 1, 1, 1, 1]) }, [x]))).toBe(
      'data.label-invalid',
    );
  });

  it('refuses one feed of gigabytes before it is read', async () => {
    const path = join(folder, 'huge.npy');
    const header = npzBytes({ x: { descr: '|u1', shape: [1, 2 ** 32], bytes: new Uint8Array(0) } }, 0);
    const start = header.indexOf(0x93);
    const file = await open(path, 'w');
    await file.write(header.subarray(start, start + 128));
    await file.truncate(128 + 2 ** 32);
    await file.close();
    const spec = { kind: 'npyFolder', path } as const;
    expect(await refusal(() => openDataset(spec, [input('x', ['N', 'L'], 'uint8')]))).toBe('data.feed-too-large');
  });

  it('keeps memory for one sample while it reads many', async () => {
    const rows = 400;
    const length = 50_000;
    const bytes = new Uint8Array(rows * length * 4);
    const path = await written(npzBytes({ x: { descr: '<f4', shape: [rows, length], bytes } }, 6));
    const dataset = await openDataset({ kind: 'npz', path }, [input('x', ['N', 'L'])]);
    globalThis.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for await (const sample of dataset.samples()) {
      if (sample.index % 20 !== 0) continue;
      globalThis.gc?.();
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(globalThis.gc).toBeDefined();
    // The set has 80 MB, a sample 0.2 MB.
    expect(most).toBeLessThan(16_000_000);
  });
});
