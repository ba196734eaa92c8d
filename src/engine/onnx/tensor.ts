import type Long from 'long';
import { byteLength, elementTypeOf, type ElementType } from './elementType.ts';
import { type onnx } from './generated/onnx.js';
import { isMemoryImage, payloadLength, type Payload, type PayloadEncoding, readPayload } from './payload.ts';
import { userError } from '../../protocol/userError.ts';

/**
 * Elements of a tensor. float16 and bfloat16 are their bits in a Uint16Array; bool and the 8-bit floats bytes; types
 * below 8 bits packed bytes, element 0 in the lowest bits; complex numbers real and imaginary parts in turn.
 */
export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly string[];

/** A tensor in memory. */
export interface DenseTensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

type NumericData = Exclude<TensorData, readonly string[]>;
type NumericConstructor = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): NumericData;
};

const constructors: Readonly<Record<Exclude<ElementType, 'string'>, NumericConstructor>> = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  complex64: Float32Array,
  complex128: Float64Array,
  float8e4m3fn: Uint8Array,
  float8e4m3fnuz: Uint8Array,
  float8e5m2: Uint8Array,
  float8e5m2fnuz: Uint8Array,
  float8e8m0: Uint8Array,
  float4e2m1: Uint8Array,
  uint4: Uint8Array,
  int4: Uint8Array,
  uint2: Uint8Array,
  int2: Uint8Array,
};

/** The number of elements of a shape; 1 for a scalar. */
export function elementCount(dims: readonly number[]): number {
  let count = 1;
  for (const dim of dims) count *= dim;
  return count;
}

/** Element type of a tensor of the file. @throws UserError `onnx.bad-element-type` */
export function tensorType(tensor: onnx.TensorProto, file: string): ElementType {
  const type = elementTypeOf(tensor.dataType);
  if (type === undefined)
    throw userError('onnx.bad-element-type', { tensor: tensor.name, file, code: tensor.dataType });
  return type;
}

/** Shape of a tensor of the file. @throws UserError `onnx.bad-dimensions` for negative or overflowing dimensions */
export function tensorDims(tensor: onnx.TensorProto, file: string): readonly number[] {
  const dims = tensor.dims.map((dim: Long) => dim.toNumber());
  const possible = dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0) && elementCount(dims) < 2 ** 48;
  if (!possible) throw userError('onnx.bad-dimensions', { tensor: tensor.name, file, dims: dims.join(', ') });
  return dims;
}

/**
 * The elements of a tensor whose payload, if it has one outside the structure, is `payload`.
 * @throws UserError when type, dimensions and bytes do not fit each other; checked before anything is allocated
 */
export function readTensor(tensor: onnx.TensorProto, payload: Payload | undefined, file: string): DenseTensor {
  const type = tensorType(tensor, file);
  const dims = tensorDims(tensor, file);
  if (type === 'string') return { type, dims, data: readStrings(tensor, dims, file) };
  const image = memoryImage(tensor, type, dims, payload, file);
  return { type, dims, data: view(type, image) };
}

/** Sees little-endian bytes as elements; copies them only where they are not aligned. */
export function view(type: Exclude<ElementType, 'string'>, bytes: Uint8Array): NumericData {
  const constructor = constructors[type];
  const aligned = bytes.byteOffset % constructor.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes);
  return new constructor(aligned.buffer, aligned.byteOffset, aligned.byteLength / constructor.BYTES_PER_ELEMENT);
}

/** The little-endian bytes of numeric elements, without a copy. */
export function bytesOf(data: NumericData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function memoryImage(
  tensor: onnx.TensorProto,
  type: ElementType,
  dims: readonly number[],
  payload: Payload | undefined,
  file: string,
): Uint8Array {
  const count = elementCount(dims);
  const expected = byteLength(type, count);
  const check = (actual: number): void => {
    if (actual !== expected) throw userError('onnx.truncated-tensor', { tensor: tensor.name, file, expected, actual });
  };
  if (payload !== undefined && isMemoryImage(payload)) {
    check(payloadLength(payload));
    return readPayload(payload);
  }
  if (payload === undefined && tensor.rawData.length > 0) {
    check(tensor.rawData.length);
    return tensor.rawData;
  }
  const values = payload === undefined ? inlineValues(tensor) : varints(payload);
  const image = packTyped(values, type);
  check(image.byteLength);
  return image;
}

type TypedValues =
  | { readonly encoding: 'float' | 'double' | 'int32'; readonly values: ArrayLike<number> }
  | { readonly encoding: 'int64' | 'uint64'; readonly values: BigInt64Array | BigUint64Array };

function inlineValues(tensor: onnx.TensorProto): TypedValues {
  if (tensor.floatData.length > 0) return { encoding: 'float', values: tensor.floatData };
  if (tensor.doubleData.length > 0) return { encoding: 'double', values: tensor.doubleData };
  if (tensor.int64Data.length > 0) return { encoding: 'int64', values: toBigInts(tensor.int64Data) };
  if (tensor.uint64Data.length > 0) return { encoding: 'uint64', values: toBigInts(tensor.uint64Data) };
  return { encoding: 'int32', values: tensor.int32Data };
}

function toBigInts(values: readonly Long[]): BigInt64Array {
  return BigInt64Array.from(values, (value) => BigInt(value.toString()));
}

function varints(payload: Payload): TypedValues {
  const bytes = readPayload(payload);
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count++;
  const encoding = payload.encoding as Extract<PayloadEncoding, 'int32' | 'int64' | 'uint64'>;
  if (encoding === 'int32') {
    const values = new Int32Array(count);
    decodeVarints(bytes, (index, low) => (values[index] = low));
    return { encoding, values };
  }
  const values = new BigInt64Array(count);
  const words = new Int32Array(values.buffer);
  decodeVarints(bytes, (index, low, high) => {
    words[2 * index] = low;
    words[2 * index + 1] = high;
  });
  return { encoding, values };
}

/** Calls back with the lower and upper 32 bits of every varint. */
function decodeVarints(bytes: Uint8Array, found: (index: number, low: number, high: number) => void): void {
  let low = 0;
  let high = 0;
  let shift = 0;
  let index = 0;
  for (const byte of bytes) {
    const part = byte & 0x7f;
    if (shift < 28) low |= part << shift;
    else if (shift === 28) {
      low |= part << 28;
      high |= part >>> 4;
    } else if (shift < 64) high |= part << (shift - 32);
    shift += 7;
    if (byte >= 0x80) continue;
    found(index++, low, high);
    low = high = shift = 0;
  }
}

/** The memory image of elements that lie in a typed field, each in its own 32 or 64 bits. */
function packTyped(typed: TypedValues, type: ElementType): Uint8Array {
  const { values } = typed;
  switch (type) {
    case 'float32':
    case 'complex64':
      return bytesOf(Float32Array.from(values as ArrayLike<number>));
    case 'float64':
    case 'complex128':
      return bytesOf(Float64Array.from(values as ArrayLike<number>));
    case 'int64':
    case 'uint64':
      return values instanceof BigInt64Array
        ? bytesOf(values)
        : bytesOf(BigInt64Array.from(Array.from(values, BigInt)));
    case 'uint32':
    case 'int32':
      return bytesOf(Int32Array.from(Array.from(values as ArrayLike<number | bigint>, (value) => Number(value) | 0)));
    case 'int16':
    case 'uint16':
    case 'float16':
    case 'bfloat16':
      return bytesOf(Uint16Array.from(values as ArrayLike<number>));
    default:
      return Uint8Array.from(values as ArrayLike<number>);
  }
}

const decoder = new TextDecoder();

function readStrings(tensor: onnx.TensorProto, dims: readonly number[], file: string): readonly string[] {
  const expected = elementCount(dims);
  const actual = tensor.stringData.length;
  if (actual !== expected) throw userError('onnx.truncated-tensor', { tensor: tensor.name, file, expected, actual });
  return tensor.stringData.map((bytes) => decoder.decode(bytes));
}
