import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { QuantizedType } from '../scheme.ts';

const arrays = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
} as const;

/** A tensor of integers of a quantized type with a whole number of bytes. */
export function storedIntegers(
  model: Model,
  name: string,
  type: QuantizedType,
  dims: readonly number[],
  values: ArrayLike<number>,
): onnx.TensorProto {
  if (type === 'uint4' || type === 'int4') throw new Error('4-bit integers are packed by the pass that makes them');
  const array = arrays[type];
  return model.tensor(name, type, dims, values instanceof array ? values : array.from(values));
}
