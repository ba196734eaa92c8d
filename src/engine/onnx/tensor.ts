import type Long from 'long';
import { byteLength, elementTypeOf, type ElementType } from './elementType.ts';
import { type onnx } from './generated/onnx.js';
import { isMemoryImage, payloadLength, type Payload, readPayload } from './payload.ts';
import { imageOfField, imageOfVarints, typedField } from './typedField.ts';
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
export function tensorDims(tensor: Pick<onnx.TensorProto, 'name' | 'dims'>, file: string): readonly number[] {
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
  type: Exclude<ElementType, 'string'>,
  dims: readonly number[],
  payload: Payload | undefined,
  file: string,
): Uint8Array {
  const count = elementCount(dims);
  const expected = byteLength(type, count);
  const check = (actual: number): void => {
    if (actual !== expected) throw userError('onnx.truncated-tensor', { tensor: tensor.name, file, expected, actual });
  };
  const encoding = payload?.encoding ?? (tensor.rawData.length > 0 ? 'raw' : typedField(type));
  if (encoding !== 'raw' && encoding !== typedField(type))
    throw userError('onnx.wrong-field', { tensor: tensor.name, file });
  if (payload !== undefined && isMemoryImage(payload)) {
    check(payloadLength(payload));
    return readPayload(payload);
  }
  const image =
    payload !== undefined
      ? imageOfVarints(readPayload(payload), type)
      : encoding === 'raw'
        ? tensor.rawData
        : imageOfField(tensor, type);
  check(image.byteLength);
  return image;
}

const decoder = new TextDecoder();

function readStrings(tensor: onnx.TensorProto, dims: readonly number[], file: string): readonly string[] {
  const expected = elementCount(dims);
  const actual = tensor.stringData.length;
  if (actual !== expected) throw userError('onnx.truncated-tensor', { tensor: tensor.name, file, expected, actual });
  return tensor.stringData.map((bytes) => decoder.decode(bytes));
}
