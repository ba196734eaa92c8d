import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Long from 'long';
import { describe, expect, it } from 'vitest';
import { onnx } from '../onnx/generated/onnx.js';
import { openDataset } from './openDataset.ts';
import { collect, complaint, fed, input, refusal, tensor, temporaryFolder } from './testing/samples.ts';

const root = await temporaryFolder();
let folders = 0;

function proto(name: string, dims: readonly number[], floatData: readonly number[]): Uint8Array {
  const longs = dims.map((dim) => Long.fromNumber(dim));
  return onnx.TensorProto.encode(
    onnx.TensorProto.create({ name, dataType: 1, dims: longs, floatData: [...floatData] }),
  ).finish();
}

async function folderOf(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = join(root, (folders++).toString());
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}

const x = input('x', ['N', 2]);
const y = input('y', [1]);

describe('openDataset of test data sets', () => {
  it('feeds tensors in the order of the inputs, or by their names, with what the model should give', async () => {
    const path = await folderOf({
      'test_data_set_10/input_0.pb': proto('', [1, 2], [5, 6]),
      'test_data_set_10/input_1.pb': proto('', [1], [7]),
      'test_data_set_2/input_0.pb': proto('y', [1], [3]),
      'test_data_set_2/input_1.pb': proto('x', [1, 2], [1, 2]),
      'test_data_set_2/output_0.pb': proto('', [1], [9]),
      'test_data_set_2/output_1.pb': proto('b', [1], [8]),
      'other/input_0.pb': proto('', [1], [0]),
    });
    const dataset = await openDataset({ kind: 'testDataSets', path }, [x, y], ['a', 'b']);
    expect(dataset).toMatchObject({ size: 2, hasLabels: false, synthetic: false });
    const samples = await collect(dataset);
    expect(samples.map((each) => [each.index, fed(each, 'x'), fed(each, 'y')])).toEqual([
      [0, [1, 2], [3]],
      [1, [5, 6], [7]],
    ]);
    expect([...(samples[0]?.expected ?? [])]).toEqual([
      ['a', tensor([1], [9])],
      ['b', tensor([1], [8])],
    ]);
    expect(samples[1]?.expected).toBeUndefined();
  });

  it('opens one set by itself, and names outputs by their files where nothing else does', async () => {
    const path = await folderOf({
      'input_0.pb': proto('', [1, 2], [5, 6]),
      'output_0.pb': proto('', [1], [9]),
      'output_1.pb': proto('named', [1], [9]),
    });
    const [sample] = await collect(await openDataset({ kind: 'testDataSets', path }, [x]));
    expect([...(sample?.expected?.keys() ?? [])]).toEqual(['output_0', 'named']);
  });

  it('has a sample for a model without inputs', async () => {
    const path = await folderOf({ 'test_data_set_0/output_0.pb': proto('', [1], [9]) });
    const [sample] = await collect(await openDataset({ kind: 'testDataSets', path }, [], ['y']));
    expect([sample?.feeds.size, sample?.expected?.get('y')]).toEqual([0, tensor([1], [9])]);
  });

  it('leaves out inputs that are fed back', async () => {
    const path = await folderOf({ 'input_0.pb': proto('', [1, 2], [5, 6]), 'input_1.pb': proto('', [1], [1]) });
    const feedback = [{ output: 'out', input: 'y' }];
    const [sample] = await collect(await openDataset({ kind: 'testDataSets', path, feedback }, [x, y]));
    expect([...(sample?.feeds.keys() ?? [])]).toEqual(['x']);
  });

  it('refuses sets that are missing, damaged or do not fit', async () => {
    const open = async (files: Readonly<Record<string, Uint8Array>>, inputs = [x]): Promise<unknown> =>
      collect(await openDataset({ kind: 'testDataSets', path: await folderOf(files) }, inputs));
    expect(await refusal(() => open({ 'readme.txt': new Uint8Array(1) }))).toBe('data.empty');
    const good = proto('', [1, 2], [5, 6]);
    expect(await refusal(() => open({ 'input_0.pb': good }, [x, y]))).toBe('data.test-set-inputs');
    expect(await complaint(() => open({ 'input_0.pb': proto('', [1, 3], [1, 2, 3]) }))).toMatch(
      /input_0\.pb has the shape \[1, 3\]/,
    );
    expect(await refusal(() => open({ 'input_0.pb': good.subarray(0, good.length - 3) }))).toBe('data.not-tensor');
    expect(await refusal(() => open({ 'input_0.pb': proto('', [1, 2], [5]) }))).toBe('data.not-tensor');
    expect(await refusal(() => openDataset({ kind: 'testDataSets', path: join(root, 'none') }, [x]))).toBe(
      'data.missing',
    );
  });
});
