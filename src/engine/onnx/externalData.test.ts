import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { outputsOf } from '../../../test/fixtures/computes.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { field, initializer, modelBytes, varintField } from '../../../test/fixtures/wire.ts';
import { MemoryBytes } from './byteSource.ts';
import type { Model } from './model.ts';
import { openModel } from './open.ts';
import { bytesOf, type DenseTensor } from './tensor.ts';

const root = mkdtempSync(path.join(tmpdir(), 'whittle-external-'));
afterAll(() => rmSync(root, { recursive: true }));

const values = Float32Array.from({ length: 600 }, (_, index) => index / 7);

interface Reference {
  readonly location?: string;
  readonly offset?: number | string;
  readonly length?: number | string;
}

function entry(key: string, value: string): Uint8Array {
  return field(13, field(1, key), field(2, value));
}

/** A model y = x + w, the 600 floats of w in another file. */
function bytesOfModel(reference: Reference): Uint8Array {
  const entries = Object.entries(reference).map(([key, value]) => entry(key, String(value)));
  const w = initializer('w', 1, [600], ...entries, varintField(14, 1));
  const info = (number: number, name: string): Uint8Array =>
    field(number, field(1, name), field(2, field(1, varintField(1, 1), field(2, field(1, varintField(1, 600))))));
  const add = field(1, field(1, 'x'), field(1, 'w'), field(2, 'y'), field(4, 'Add'));
  return modelBytes(add, w, info(11, 'x'), info(12, 'y'));
}

let folder = '';
let count = 0;
beforeEach(() => {
  folder = path.join(root, String(count++));
  mkdirSync(folder);
});

/** Writes a model and the data file it names, with some bytes before the weights and after them. */
function write(reference: Reference, dataFile = 'w.data', before = 0): string {
  const data = path.join(folder, dataFile);
  mkdirSync(path.dirname(data), { recursive: true });
  writeFileSync(data, Buffer.concat([new Uint8Array(before), bytesOf(values), new Uint8Array(100)]));
  return writeModel(reference);
}

function writeModel(reference: Reference): string {
  const file = path.join(folder, 'model.onnx');
  writeFileSync(file, bytesOfModel(reference));
  return file;
}

function weight(model: Model): DenseTensor['data'] {
  return model.constant(model.graph, 'w')!.data;
}

function openError(reference: Reference): ReturnType<typeof userErrorOf> {
  return userErrorOf(() => openModel(writeModel(reference)));
}

/** Whether onnxruntime loads the file by its path. */
async function runtimeLoads(file: string): Promise<boolean> {
  const feeds = new Map<string, DenseTensor>([['x', { type: 'float32', dims: [600], data: values }]]);
  return outputsOf(file, feeds).then(
    () => true,
    () => false,
  );
}

describe('weights in a file beside', () => {
  for (const [name, reference, dataFile, before] of [
    ['at its begin', { location: 'w.data' }, 'w.data', 0],
    ['at an offset, with a length', { location: 'w.data', offset: 4096, length: 2400 }, 'w.data', 4096],
    ['at an offset that is not aligned', { location: 'w.data', offset: 3 }, 'w.data', 3],
    ['in a folder below', { location: 'sub/w.data', length: 2400 }, 'sub/w.data', 0],
    ['under a name that begins with dots', { location: '..w.data' }, '..w.data', 0],
  ] as const) {
    it(`are read ${name}`, async () => {
      const file = write(reference, dataFile, before);
      const model = openModel(file);
      expect(weight(model)).toEqual(values);
      expect(model.sources.map((source) => source.name)).toEqual([file, path.join(folder, dataFile)]);
      expect(await runtimeLoads(file)).toBe(true);
      model.close();
    });
  }

  it('are opened once, however many tensors lie there', () => {
    write({ location: 'w.data' });
    const part = (name: string, offset: number): Uint8Array =>
      initializer(name, 1, [300], entry('location', 'w.data'), entry('offset', String(offset)), varintField(14, 1));
    const file = path.join(folder, 'parts.onnx');
    writeFileSync(file, modelBytes(part('a', 0), part('b', 1200)));
    const model = openModel(file);
    expect(model.sources.length).toBe(2);
    expect(model.constant(model.graph, 'b')?.data).toEqual(values.subarray(300));
    model.close();
  });

  it('are refused once the file changed', () => {
    const file = write({ location: 'w.data' });
    const model = openModel(file);
    writeFileSync(path.join(folder, 'w.data'), Buffer.concat([bytesOf(values), new Uint8Array(101)]));
    expect(userErrorOf(() => weight(model))).toEqual({
      code: 'onnx.changed',
      args: { file: path.join(folder, 'w.data') },
    });
    model.close();
  });

  it('must be there', async () => {
    const file = writeModel({ location: 'missing.data' });
    expect(userErrorOf(() => openModel(file))).toEqual({
      code: 'onnx.external-missing',
      args: { tensor: 'w', file, location: 'missing.data' },
    });
    expect(await runtimeLoads(file)).toBe(false);
    mkdirSync(path.join(folder, 'data'));
    expect(openError({ location: 'data' }).code).toBe('onnx.external-missing');
    const memory = new MemoryBytes('memory.onnx', bytesOfModel({ location: 'w.data' }));
    expect(userErrorOf(() => openModel(memory)).code).toBe('onnx.external-missing');
  });

  it('must lie inside the file', () => {
    write({ location: 'w.data' });
    for (const part of [
      { offset: 200 },
      { offset: 0, length: 2501 },
      { offset: -1 },
      { offset: 'begin' },
      { length: -5 },
      { length: '1e400' },
      { offset: '9007199254740993' },
    ]) {
      expect(openError({ location: 'w.data', ...part }).code).toBe('onnx.external-short');
    }
  });

  it('must have the length that the shape needs', () => {
    const model = openModel(write({ location: 'w.data', length: 2404 }));
    expect(userErrorOf(() => weight(model)).code).toBe('onnx.truncated-tensor');
    model.close();
  });

  for (const [name, location] of [
    ['in the folder above', '../w.data'],
    ['in the folder above by a detour', 'sub/../../w.data'],
    ['at an absolute path', path.join(root, 'w.data')],
    ['at an absolute path of Windows', 'C:\\w.data'],
    ['in the folder itself', '.'],
    ['nowhere', ''],
  ] as const) {
    it(`must not lie ${name}`, async () => {
      writeFileSync(path.join(root, 'w.data'), bytesOf(values));
      expect(openError({ location })).toMatchObject({ code: 'onnx.external-outside', args: { tensor: 'w', location } });
      expect(await runtimeLoads(path.join(folder, 'model.onnx'))).toBe(false);
    });
  }

  it('must not lie behind a link that leads out of the folder, be it a file or a folder', async () => {
    writeFileSync(path.join(root, 'w.data'), bytesOf(values));
    symlinkSync(path.join(root, 'w.data'), path.join(folder, 'link.data'));
    symlinkSync(root, path.join(folder, 'link'));
    for (const location of ['link.data', 'link/w.data']) {
      expect(openError({ location }).code).toBe('onnx.external-outside');
      expect(await runtimeLoads(path.join(folder, 'model.onnx'))).toBe(false);
    }
  });

  it('may lie behind a link that stays inside', async () => {
    write({ location: 'link.data' }, 'real.data');
    symlinkSync('real.data', path.join(folder, 'link.data'));
    const model = openModel(path.join(folder, 'model.onnx'));
    expect(weight(model)).toEqual(values);
    expect(await runtimeLoads(path.join(folder, 'model.onnx'))).toBe(true);
    model.close();
  });

  it('may lie in the store of a cache that links both model and data, as the runtime allows', async () => {
    write({ location: 'w.data' }, 'store/1a2b');
    const store = path.join(folder, 'store');
    writeFileSync(path.join(store, '3c4d'), bytesOfModel({ location: 'w.data' }));
    const snapshot = path.join(folder, 'snapshot');
    mkdirSync(snapshot);
    symlinkSync('../store/3c4d', path.join(snapshot, 'model.onnx'));
    symlinkSync('../store/1a2b', path.join(snapshot, 'w.data'));
    const file = path.join(snapshot, 'model.onnx');
    const model = openModel(file);
    expect(weight(model)).toEqual(values);
    expect(await runtimeLoads(file)).toBe(true);
    const feeds = new Map<string, DenseTensor>([['x', { type: 'float32', dims: [600], data: values }]]);
    expect((await outputsOf(model, feeds)).get('y')?.data).toEqual(values.map((value) => 2 * value));
    model.close();
  });
});
