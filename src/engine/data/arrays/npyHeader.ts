import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import type { ElementType } from '../../onnx/elementType.ts';
import type { ByteReader } from './byteReader.ts';

/** How one element of a NumPy array lies in the file. */
export interface NpyElement {
  readonly type: ElementType;
  readonly bytes: number;
  readonly bigEndian: boolean;
  /** For strings: how their characters are written, padded with zeros to `bytes`. */
  readonly characters?: 'utf-32' | 'utf-8';
}

/** What stands before the elements of a NumPy array. */
export interface NpyHeader {
  readonly element: NpyElement;
  readonly dims: readonly number[];
  /** The first axis varies fastest, instead of the last. */
  readonly fortranOrder: boolean;
  /** Bytes before the first element. */
  readonly length: number;
}

const magic = '\x93NUMPY';
/** Headers are about a hundred bytes; only structured types need more, and those are not read. */
const headerLimit = 1 << 16;

const elements: Readonly<Record<string, ElementType>> = {
  b1: 'bool',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  u2: 'uint16',
  u4: 'uint32',
  u8: 'uint64',
};

/**
 * Reads the header of a NumPy array, format versions 1 to 3 (numpy.lib.format).
 * @throws UserError where it is malformed, holds Python objects or a type that no tensor has
 */
export async function readNpyHeader(reader: ByteReader, name: string): Promise<NpyHeader> {
  const start = Buffer.from(await reader.read(8));
  if (start.toString('latin1', 0, 6) !== magic) throw malformed(name, message('data.npy-magic', {}));
  const version = start[6] ?? 0;
  if (version < 1 || version > 3) throw malformed(name, message('data.npy-version', { version }));
  const lengthBytes = version === 1 ? 2 : 4;
  const length = Buffer.from(await reader.read(lengthBytes)).readUIntLE(0, lengthBytes);
  if (length > headerLimit) throw malformed(name, message('data.npy-header-size', { length }));
  const text = Buffer.from(await reader.read(length)).toString(version === 3 ? 'utf8' : 'latin1');
  return { ...parseNpyHeader(text, name), length: 8 + lengthBytes + length };
}

/** The Python dictionary of a header: element type, order and shape. @throws UserError as {@link readNpyHeader} */
export function parseNpyHeader(text: string, name: string): Omit<NpyHeader, 'length'> {
  const dictionary = text.trim();
  if (!dictionary.startsWith('{') || !dictionary.endsWith('}'))
    throw malformed(name, message('data.npy-no-dictionary', {}));
  if (/['"]descr['"]\s*:\s*\[/.test(dictionary))
    throw userError('data.npy-type', { file: name, type: message('data.npy-structured', {}) });
  const descr = /['"]descr['"]\s*:\s*['"]([^'"]*)['"]/.exec(dictionary)?.[1];
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(dictionary)?.[1];
  const shape = /['"]shape['"]\s*:\s*\(([^()]*)\)/.exec(dictionary)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) {
    throw malformed(name, message('data.npy-header-lacks', {}));
  }
  return { element: parseElement(descr, name), dims: parseShape(shape, name), fortranOrder: order === 'True' };
}

function parseElement(descr: string, name: string): NpyElement {
  const [, order = '', kind = '', digits = ''] = /^([<>|=]?)([A-Za-z])(\d{0,9})$/.exec(descr) ?? [];
  if (kind === 'O') throw userError('data.npy-pickle', { file: name });
  const bigEndian = order === '>';
  const size = Number(digits);
  if (kind === 'U' && size > 0) return { type: 'string', bytes: 4 * size, bigEndian, characters: 'utf-32' };
  if (kind === 'S' && size > 0) return { type: 'string', bytes: size, bigEndian: false, characters: 'utf-8' };
  const type = elements[kind + digits];
  if (type === undefined) throw userError('data.npy-type', { file: name, type: descr });
  return { type, bytes: size, bigEndian: bigEndian && size > 1 };
}

function parseShape(shape: string, name: string): readonly number[] {
  const parts = shape.split(',').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const dims = parts.map((part) => (/^\d+L?$/.test(part) ? Number.parseInt(part, 10) : Number.NaN));
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (!Number.isSafeInteger(count)) throw malformed(name, message('data.npy-shape', { shape }));
  return dims;
}

function malformed(name: string, reason: Message): Error {
  return userError('data.npy-malformed', { file: name, reason });
}
