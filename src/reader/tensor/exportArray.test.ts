import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { parseNpyHeader } from '../../engine/data/arrays/npyHeader.ts';
import type { ElementType } from '../../engine/onnx/elementType.ts';
import { bytesOf, type TensorData } from '../../engine/onnx/tensor.ts';
import { UserError } from '../../protocol/userError.ts';
import { exportArray } from './exportArray.ts';
import { storedElements } from '../../engine/onnx/elements/storedElements.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-export-'));
const file = path.join(folder, 'weight.npy');
beforeEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

function stored(type: ElementType, dims: readonly number[], data: TensorData) {
  const net = new ModelBuilder();
  net.constant(type, dims, data, 't');
  return storedElements(net.model, net.model.graph, 't')!;
}

/** A NumPy array, read as its documentation says. */
function readArray(): { readonly header: string; readonly elements: Uint8Array<ArrayBuffer> } {
  const bytes = readFileSync(file);
  expect(bytes.toString('latin1', 0, 6)).toBe('\x93NUMPY');
  const lengthBytes = 2 * bytes[6]!;
  const begin = 8 + lengthBytes + bytes.readUIntLE(8, lengthBytes);
  expect(begin % 64).toBe(0);
  const header = bytes.toString('latin1', 8 + lengthBytes, begin);
  expect(header.endsWith('\n')).toBe(true);
  return { header, elements: new Uint8Array(bytes.subarray(begin)) };
}

const options = { file, overwrite: false };

describe('an exported array', () => {
  it.each([
    ['float32', '<f4', Float32Array.of(1, -2, Number.NaN)],
    ['float64', '<f8', Float64Array.of(1, -2, Infinity)],
    ['float16', '<f2', Uint16Array.of(0x3c00, 0xc000, 0x7c00)],
    ['int8', '|i1', Int8Array.of(1, -2, 3)],
    ['uint8', '|u1', Uint8Array.of(1, 2, 255)],
    ['int16', '<i2', Int16Array.of(1, -2, 3)],
    ['uint16', '<u2', Uint16Array.of(1, 2, 65535)],
    ['int32', '<i4', Int32Array.of(1, -2, 3)],
    ['uint32', '<u4', Uint32Array.of(1, 2, 3)],
    ['int64', '<i8', BigInt64Array.of(1n, -2n, 2n ** 62n)],
    ['uint64', '<u8', BigUint64Array.of(1n, 2n, 2n ** 63n)],
    ['bool', '|b1', Uint8Array.of(0, 1, 1)],
  ] as const)('of %s has the elements as they are', async (type, descr, data) => {
    const exported = await exportArray(stored(type, [3], data), options, []);
    const { header, elements } = readArray();
    expect(exported).toEqual({ file, bytes: statSync(file).size, descr });
    expect(header).toContain(`'descr': '${descr}'`);
    expect(parseNpyHeader(header, file)).toMatchObject({ dims: [3], fortranOrder: false, element: { type } });
    expect(elements).toEqual(new Uint8Array(bytesOf(data)));
  });

  it('of types that NumPy does not have is widened', async () => {
    expect((await exportArray(stored('bfloat16', [2], Uint16Array.of(0x3f80, 0xc040)), options, [])).descr).toBe('<f4');
    expect([...new Float32Array(readArray().elements.buffer)]).toEqual([1, -3]);
    const replaced = { file, overwrite: true };
    expect((await exportArray(stored('int4', [3], Uint8Array.of(0xf1, 0x07)), replaced, [])).descr).toBe('|i1');
    expect([...new Int8Array(readArray().elements.buffer)]).toEqual([1, -1, 7]);
    await exportArray(stored('complex64', [1], Float32Array.of(1, -1)), replaced, []);
    expect(readArray().header).toContain(`'descr': '<c8'`);
  });

  it('of texts has them in one length', async () => {
    const exported = await exportArray(stored('string', [3], ['a', '😀ß', '']), options, []);
    expect(exported.descr).toBe('<U2');
    expect([...new Uint32Array(readArray().elements.buffer)]).toEqual([97, 0, 0x1f600, 0xdf, 0, 0]);
  });

  it.each([
    [[], '()'],
    [[7], '(7,)'],
    [[2, 0, 3], '(2, 0, 3)'],
  ])('of shape %j says so', async (dims, shape) => {
    const count = dims.reduce((product, dim) => product * dim, 1);
    await exportArray(stored('float32', dims, new Float32Array(count)), options, []);
    expect(readArray().header).toContain(`'shape': ${shape}, `);
  });

  it('of more elements than are read at a time is whole', async () => {
    const data = Float32Array.from({ length: 2 ** 20 + 5 }, (_, index) => index);
    await exportArray(stored('float32', [data.length], data), options, []);
    expect(Buffer.compare(readArray().elements, bytesOf(data))).toBe(0);
  });
});

describe('an export', () => {
  const small = () => stored('float32', [1], Float32Array.of(1));
  const code = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'written',
      (error: unknown) => (error instanceof UserError ? error.detail.code : error),
    );

  it('replaces a file only where it may', async () => {
    writeFileSync(file, 'mine');
    expect(await code(exportArray(small(), options, []))).toBe('onnx.exists');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await code(exportArray(small(), { file, overwrite: true }, []))).toBe('written');
  });

  it('never writes over the model', async () => {
    writeFileSync(file, 'a model');
    expect(await code(exportArray(small(), { file, overwrite: true }, [file]))).toBe('recipe.output-is-data');
    expect(readFileSync(file, 'utf8')).toBe('a model');
  });

  it('needs a folder', async () => {
    const missing = path.join(folder, 'no', 'weight.npy');
    expect(await code(exportArray(small(), { file: missing, overwrite: false }, []))).toBe('onnx.folder-missing');
  });

  it('that is given up leaves nothing behind', async () => {
    const controller = new AbortController();
    const data = new Float32Array(2 ** 23);
    const exported = exportArray(stored('float32', [data.length], data), options, [], controller.signal);
    setImmediate(() => controller.abort(new Error('given up')));
    expect(await code(exported)).toMatchObject({ message: 'given up' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
