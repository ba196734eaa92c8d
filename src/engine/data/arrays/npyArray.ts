import { userError } from '../../../protocol/userError.ts';
import type { ElementType } from '../../onnx/elementType.ts';
import { elementCount, type TensorData, view } from '../../onnx/tensor.ts';
import type { ByteRange, ByteReader } from './byteReader.ts';
import { FortranRows } from './fortranRows.ts';
import { type NpyElement, type NpyHeader, readNpyHeader } from './npyHeader.ts';

/** A NumPy array in a file or archive. Its elements are read a row (an index of the first axis) at a time. */
export interface NpyArray {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Bytes of one row; of the one element where the array is a scalar. */
  readonly rowBytes: number;
  /** Starts before the first row. */
  rows(): Promise<RowReader>;
}

/** Goes through the rows of an array in order. */
export interface RowReader {
  /** The elements of the next `count` rows, last axis fastest. */
  read(count: number): Promise<TensorData>;
  skip(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Bytes of rows, as they come from the file or turned from Fortran order. */
export interface RowBytes {
  read(count: number): Promise<Uint8Array>;
  skip(count: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a NumPy array: reads its header, and checks it against the bytes that are there.
 * @throws UserError where it is damaged or of a type that no tensor has
 */
export async function openNpy(range: ByteRange): Promise<NpyArray> {
  const { name } = range;
  const header = await readHeader(range);
  const { element, dims } = header;
  const declared = header.length + elementCount(dims) * element.bytes;
  if (declared !== range.size) throw userError('data.npy-size', { file: name, declared, actual: range.size });
  const rowBytes = elementCount(dims.slice(1)) * element.bytes;
  return {
    name,
    type: element.type,
    dims,
    rowBytes,
    async rows() {
      const bytes = await rowBytesOf(range, header, rowBytes);
      return {
        read: async (count) => decode(await bytes.read(count), element),
        skip: (count) => bytes.skip(count),
        close: () => bytes.close(),
      };
    },
  };
}

async function readHeader(range: ByteRange): Promise<NpyHeader> {
  const reader = await range.open();
  try {
    return await readNpyHeader(reader, range.name);
  } finally {
    await reader.close();
  }
}

function rowBytesOf(range: ByteRange, header: NpyHeader, rowBytes: number): Promise<RowBytes> {
  const sameInBothOrders = header.dims.filter((dim) => dim !== 1).length <= 1;
  if (header.fortranOrder && !sameInBothOrders) return Promise.resolve(new FortranRows(range, header));
  return sequentialRows(range, header, rowBytes);
}

async function sequentialRows(range: ByteRange, header: NpyHeader, rowBytes: number): Promise<RowBytes> {
  const reader: ByteReader = await range.open();
  try {
    await reader.skip(header.length);
  } catch (cause) {
    await reader.close();
    throw cause;
  }
  return {
    read: (count) => reader.read(count * rowBytes),
    skip: (count) => reader.skip(count * rowBytes),
    close: () => reader.close(),
  };
}

function decode(bytes: Uint8Array, element: NpyElement): TensorData {
  const { type } = element;
  if (type === 'string') return decodeStrings(bytes, element);
  if (element.bigEndian) reverseElements(bytes, element.bytes);
  return view(type, bytes);
}

function reverseElements(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else buffer.swap64();
}

function decodeStrings(bytes: Uint8Array, { bytes: size, bigEndian, characters }: NpyElement): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / size }, (_, index) => {
    const element = buffer.subarray(index * size, (index + 1) * size);
    if (characters === 'utf-8') return element.toString('utf8').replace(/\0+$/, '');
    let text = '';
    for (let at = 0; at < size; at += 4) {
      const code = bigEndian ? element.readUInt32BE(at) : element.readUInt32LE(at);
      text += code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
    }
    return text.replace(/\0+$/, '');
  });
}
