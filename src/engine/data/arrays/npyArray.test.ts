import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../../onnx/tensor.ts';
import { fixture, type madeByNumPy } from '../testing/numpyMade.ts';
import { bytesOf, floats, npyBytes, npyOfHeader, type TestArray } from '../testing/numpyFiles.ts';
import { refusal, temporaryFolder } from '../testing/samples.ts';
import { wholeFile } from './fileRange.ts';
import { type NpyArray, openNpy } from './npyArray.ts';

const folder = await temporaryFolder();
let files = 0;

async function open(bytes: Uint8Array): Promise<NpyArray> {
  const file = join(folder, `${(files++).toString()}.npy`);
  await writeFile(file, bytes);
  return openNpy(await wholeFile(file));
}

async function openFixture(name: keyof typeof madeByNumPy): Promise<NpyArray> {
  return open(fixture(name));
}

async function readAll(array: NpyArray, rowsAtATime = 1): Promise<readonly TensorData[]> {
  const reader = await array.rows();
  const parts: TensorData[] = [];
  for (let row = 0; row < (array.dims[0] ?? 1); row += rowsAtATime) parts.push(await reader.read(rowsAtATime));
  await reader.close();
  return parts;
}

const row = (index: number): Float32Array => Float32Array.from({ length: 6 }, (_, at) => index * 6 + at);

describe('openNpy', () => {
  it('reads rows one by one, several at a time, and after skipping', async () => {
    const array = await open(npyBytes(floats([4, 2, 3], Array(24).keys())));
    expect(array).toMatchObject({ type: 'float32', dims: [4, 2, 3], rowBytes: 24 });
    expect(await readAll(array)).toEqual([row(0), row(1), row(2), row(3)]);
    expect((await readAll(array, 2))[1]).toEqual(Float32Array.from([...row(2), ...row(3)]));
    const reader = await array.rows();
    await reader.skip(3);
    expect(await reader.read(1)).toEqual(row(3));
    await reader.close();
  });

  it('reads Fortran order as the same rows, also after skipping', async () => {
    const array = await openFixture('fortran');
    expect(await readAll(array)).toEqual([row(0), row(1), row(2), row(3)]);
    const reader = await array.rows();
    await reader.skip(1);
    expect(await reader.read(2)).toEqual(Float32Array.from([...row(1), ...row(2)]));
    await reader.close();
  });

  it('gathers Fortran order in several passes where one block does not hold all rows', async () => {
    const rows = 5;
    const columns = 4_000_000;
    const bytes = new Uint8Array(rows * columns * 4);
    const values = new Float32Array(bytes.buffer);
    for (let index = 0; index < rows; index++) {
      for (let column = 0; column < columns; column += 999_983)
        values[index + rows * column] = index * 100 + column / 999_983;
    }
    const array = await open(npyBytes({ descr: '<f4', shape: [rows, columns], bytes, fortran: true }));
    const reader = await array.rows();
    for (let index = 0; index < rows; index++) {
      const data = (await reader.read(1)) as Float32Array;
      expect([data[0], data[999_983], data[3 * 999_983], data[1]]).toEqual([
        index * 100,
        index * 100 + 1,
        index * 100 + 3,
        0,
      ]);
    }
    await reader.close();
  });

  it('reads Fortran order whose columns are longer than what is read at once', async () => {
    const rows = 200_000;
    const values = Float32Array.from({ length: 3 * rows }, (_, at) => at);
    const array = await open(npyBytes({ descr: '<f4', shape: [rows, 3], bytes: bytesOf(values), fortran: true }));
    const reader = await array.rows();
    await reader.skip(rows - 1);
    expect(await reader.read(1)).toEqual(Float32Array.of(rows - 1, 2 * rows - 1, 3 * rows - 1));
    await reader.close();
  });

  it('reads big-endian numbers, header versions 2 and 3, text and scalars', async () => {
    expect(await readAll(await openFixture('bigendian'))).toEqual([row(0), row(1)]);
    expect(await readAll(await openFixture('version2'))).toEqual([row(0)]);
    expect(await readAll(await openFixture('version3'))).toEqual([row(0)]);
    expect(await readAll(await openFixture('unicode'), 3)).toEqual([['é', 'abc', '']]);
    expect(await readAll(await openFixture('byteStrings'), 2)).toEqual([['ab', 'c']]);
    const scalar: TestArray = { descr: '<i8', shape: [], bytes: bytesOf(BigInt64Array.of(16000n)) };
    expect(await readAll(await open(npyBytes(scalar)))).toEqual([BigInt64Array.of(16000n)]);
  });

  it('swaps big-endian elements of every size', async () => {
    const two: TestArray = { descr: '>i2', shape: [2], bytes: Uint8Array.of(0x01, 0x02, 0xff, 0xfe) };
    const eight: TestArray = { descr: '>f8', shape: [1], bytes: Uint8Array.of(0x3f, 0xf8, 0, 0, 0, 0, 0, 0) };
    expect(await readAll(await open(npyBytes(two)), 2)).toEqual([Int16Array.of(0x0102, -2)]);
    expect(await readAll(await open(npyBytes(eight)))).toEqual([Float64Array.of(1.5)]);
  });

  it('refuses Python objects, structures and complex numbers by name', async () => {
    expect(await refusal(() => openFixture('object'))).toBe('data.npy-pickle');
    expect(await refusal(() => openFixture('structured'))).toBe('data.npy-type');
    expect(await refusal(() => openFixture('complex'))).toBe('data.npy-type');
  });

  it('refuses a file that is shorter or longer than its header says', async () => {
    const whole = npyBytes(floats([4, 2], Array(8).keys()));
    expect(await refusal(() => open(whole.subarray(0, whole.length - 1)))).toBe('data.npy-size');
    expect(await refusal(() => open(Buffer.concat([whole, Uint8Array.of(0)])))).toBe('data.npy-size');
    const shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000), }";
    expect(await refusal(() => open(npyOfHeader(shape, new Uint8Array(16))))).toBe('data.npy-size');
  });

  it('refuses what is no array: cut headers, another start, an unknown version, an endless header', async () => {
    const whole = Buffer.from(npyBytes(floats([1], [1])));
    for (const length of [0, 5, 9, 20])
      expect(await refusal(() => open(whole.subarray(0, length)))).toBe('data.truncated');
    const changed = (at: number, value: number): Uint8Array => {
      const bytes = Uint8Array.from(whole);
      bytes[at] = value;
      return bytes;
    };
    expect(await refusal(() => open(changed(0, 0)))).toBe('data.npy-malformed');
    expect(await refusal(() => open(changed(6, 4)))).toBe('data.npy-malformed');
    const endless = Buffer.concat([
      whole.subarray(0, 6),
      Uint8Array.of(2, 0, 0xff, 0xff, 0xff, 0xff),
      new Uint8Array(100),
    ]);
    expect(await refusal(() => open(endless))).toBe('data.npy-malformed');
  });
});
