import type { ElementType } from '../../engine/onnx/elementType.ts';

/** How NumPy calls element types. Those that it does not have are widened as `numbers.ts` does. */
const descriptions: Readonly<Record<Exclude<ElementType, 'string'>, string>> = {
  float32: '<f4',
  float64: '<f8',
  float16: '<f2',
  int8: '|i1',
  uint8: '|u1',
  int16: '<i2',
  uint16: '<u2',
  int32: '<i4',
  uint32: '<u4',
  int64: '<i8',
  uint64: '<u8',
  bool: '|b1',
  complex64: '<c8',
  complex128: '<c16',
  bfloat16: '<f4',
  float8e4m3fn: '<f4',
  float8e4m3fnuz: '<f4',
  float8e5m2: '<f4',
  float8e5m2fnuz: '<f4',
  float8e8m0: '<f4',
  float4e2m1: '<f4',
  int4: '|i1',
  int2: '|i1',
  uint4: '|u1',
  uint2: '|u1',
};

/** The type of an array that holds elements of this type. @param characters the most that one of several texts has */
export function npyDescription(type: ElementType, characters = 1): string {
  return type === 'string' ? `<U${Math.max(1, characters)}` : descriptions[type];
}

/** What stands before the elements in a `.npy` file (NumPy's documentation of numpy.lib.format). */
export function npyHeader(description: string, dims: readonly number[]): Uint8Array {
  const shape = dims.length === 1 ? `${dims[0] ?? 0},` : dims.join(', ');
  const dictionary = `{'descr': '${description}', 'fortran_order': False, 'shape': (${shape}), }`;
  // Version 1 has two bytes for the length, version 2 four. Elements begin at a multiple of 64.
  const version = dictionary.length < 65_000 ? 1 : 2;
  const lengthBytes = 2 * version;
  const before = 8 + lengthBytes;
  const text = dictionary.padEnd(Math.ceil((before + dictionary.length + 1) / 64) * 64 - before - 1) + '\n';
  const header = Buffer.alloc(before + text.length);
  header.write('\x93NUMPY', 'latin1');
  header[6] = version;
  header.writeUIntLE(text.length, 8, lengthBytes);
  header.write(text, before, 'latin1');
  return header;
}

/** Texts as NumPy lays them out: UTF-32, each padded with zeros to the same length. */
export function npyTexts(texts: readonly string[]): { readonly characters: number; readonly bytes: Uint8Array } {
  const codes = texts.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const characters = codes.reduce((most, { length }) => Math.max(most, length), 1);
  const words = new Uint32Array(texts.length * characters);
  codes.forEach((each, index) => words.set(each, index * characters));
  return { characters, bytes: new Uint8Array(words.buffer) };
}
