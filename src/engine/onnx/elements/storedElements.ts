import { byteLength, type ElementType } from '../elementType.ts';
import { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import type { Model } from '../model.ts';
import { isMemoryImage, type Payload, payloadLength } from '../payload.ts';
import { bytesOf, elementCount } from '../tensor.ts';
import { typedField } from '../typedField.ts';
import { userError } from '../../../protocol/userError.ts';
import { readRange } from './payloadRange.ts';
import { VarintElements } from './varintElements.ts';

type NumericType = Exclude<ElementType, 'string'>;

/** The elements of a stored tensor, which are read in pieces where they lie. */
export type StoredElements = NumericElements | TextElements;

export interface NumericElements {
  readonly kind: 'numbers';
  readonly type: NumericType;
  readonly dims: readonly number[];
  readonly count: number;
  /** Little-endian bytes `offset` to `offset + length` of the elements as they would lie in memory; the caller's own. */
  image(offset: number, length: number): Uint8Array<ArrayBuffer>;
}

export interface TextElements {
  readonly kind: 'texts';
  readonly dims: readonly number[];
  readonly count: number;
  readonly texts: readonly string[];
}

/** Sparse tensors are made dense up to this many bytes. */
const largestDense = 64 * 2 ** 20;

/**
 * The elements of a tensor that has a value in the file; undefined for one that has none.
 * @throws UserError where type, shape and bytes do not fit each other
 */
export function storedElements(model: Model, graph: Graph, name: string): StoredElements | undefined {
  const stored = model.stored(graph, name);
  if (stored === undefined) return undefined;
  return stored instanceof onnx.SparseTensorProto ? denseElements(model, graph, name) : elementsOf(model, stored);
}

/** The elements of a tensor of the file. @throws UserError where type, shape and bytes do not fit each other */
export function elementsOf(model: Model, stored: onnx.TensorProto): StoredElements {
  const { type, dims } = model.header(stored);
  const count = elementCount(dims);
  if (type === 'string') {
    const { data } = model.read(stored);
    return { kind: 'texts', dims, count, texts: data as readonly string[] };
  }
  const payload = model.payload(stored);
  const described = { kind: 'numbers', type, dims, count } as const;
  // What is part of the structure is in memory already.
  if (payload === undefined) return { ...described, ...inMemory(bytesOf(numeric(model.read(stored).data))) };
  if (!isMemoryImage(payload)) {
    if (payload.encoding !== typedField(type))
      throw userError('onnx.wrong-field', { tensor: stored.name, file: model.file });
    return { ...described, ...varints(payload, type, count, stored.name, model.file) };
  }
  if (payload.encoding !== 'raw' && payload.encoding !== typedField(type))
    throw userError('onnx.wrong-field', { tensor: stored.name, file: model.file });
  requireLength(byteLength(type, count), payloadLength(payload), stored.name, model.file);
  return { ...described, image: (offset, length) => readRange(payload, offset, length) };
}

function denseElements(model: Model, graph: Graph, name: string): StoredElements | undefined {
  const header = model.constantHeader(graph, name);
  if (header === undefined) return undefined;
  const bytes = byteLength(header.type, elementCount(header.dims));
  if (bytes > largestDense) {
    throw userError('onnx.too-sparse', { tensor: name, file: model.file, megabytes: Math.ceil(bytes / 2 ** 20) });
  }
  const dense = model.constant(graph, name);
  if (dense === undefined || dense.type === 'string') return undefined;
  const { type, dims } = dense;
  return { kind: 'numbers', type, dims, count: elementCount(dims), ...inMemory(bytesOf(numeric(dense.data))) };
}

function inMemory(image: Uint8Array): Pick<NumericElements, 'image'> {
  return { image: (offset, length) => new Uint8Array(image.subarray(offset, offset + length)) };
}

function varints(
  payload: Payload,
  type: NumericType,
  count: number,
  tensor: string,
  file: string,
): Pick<NumericElements, 'image'> {
  const elements = new VarintElements(payload, type);
  const whole = byteLength(type, count);
  return {
    image: (offset, length) => {
      const image = elements.image(offset, length);
      requireLength(length, image.byteLength, tensor, file);
      const end = offset + length;
      if (end === whole) requireLength(whole, end + elements.imageAfter(end), tensor, file);
      return image;
    },
  };
}

function requireLength(expected: number, actual: number, tensor: string, file: string): void {
  if (actual !== expected) throw userError('onnx.truncated-tensor', { tensor, file, expected, actual });
}

function numeric(data: ArrayBufferView | readonly string[]) {
  return data as Exclude<ReturnType<Model['read']>['data'], readonly string[]>;
}
