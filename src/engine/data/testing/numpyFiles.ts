import { zipSync } from 'fflate';

/** What a test writes as a NumPy array. */
export interface TestArray {
  /** As NumPy writes types: `<f4`. */
  readonly descr: string;
  readonly shape: readonly number[];
  /** The elements as they lie in the file. */
  readonly bytes: Uint8Array;
  readonly fortran?: boolean;
}

/** The bytes of an `.npy` file, format version 1. */
export function npyBytes({ descr, shape, bytes, fortran = false }: TestArray): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0] ?? 0},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  return npyOfHeader(dictionary, bytes);
}

/** The bytes of an `.npy` file with a header of any text. */
export function npyOfHeader(header: string, bytes: Uint8Array): Uint8Array {
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 0xff, padded.length >> 8]);
  return Buffer.concat([start, Buffer.from(padded, 'latin1'), bytes]);
}

/** An array of float32. */
export function floats(shape: readonly number[], values: Iterable<number>): TestArray {
  return { descr: '<f4', shape, bytes: bytesOf(Float32Array.from(values)) };
}

/** An array of int64. */
export function longs(shape: readonly number[], values: readonly number[]): TestArray {
  return { descr: '<i8', shape, bytes: bytesOf(BigInt64Array.from(values, BigInt)) };
}

export function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** The bytes of an `.npz` archive. @param level 0 for stored members, 1 to 9 for deflated ones */
export function npzBytes(arrays: Readonly<Record<string, TestArray>>, level: 0 | 6 = 0): Uint8Array {
  const members = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npyBytes(array)] as const);
  return zipSync(Object.fromEntries(members), { level });
}
