import type { ElementType } from './elementType.ts';
import type { onnx } from './generated/onnx.js';
import type { PayloadEncoding } from './payload.ts';

type NumericType = Exclude<ElementType, 'string'>;
type TypedEncoding = Exclude<PayloadEncoding, 'raw'>;

const ownFields: Partial<Readonly<Record<NumericType, TypedEncoding>>> = {
  float32: 'float',
  complex64: 'float',
  float64: 'double',
  complex128: 'double',
  int64: 'int64',
  uint64: 'uint64',
  uint32: 'uint64',
};

/** The field of `TensorProto` for elements of a type that do not lie in `raw_data`: `int32_data` for all small types. */
export function typedField(type: NumericType): TypedEncoding {
  return ownFields[type] ?? 'int32';
}

/** The memory image of elements that were decoded from the typed field of their type. */
export function imageOfField(tensor: onnx.TensorProto, type: NumericType): Uint8Array {
  switch (typedField(type)) {
    case 'float':
      return bytesOf(Float32Array.from(tensor.floatData));
    case 'double':
      return bytesOf(Float64Array.from(tensor.doubleData));
    case 'int64':
      return narrow(wordsOf(tensor.int64Data), 8);
    case 'uint64':
      return narrow(wordsOf(tensor.uint64Data), type === 'uint32' ? 4 : 8);
    case 'int32':
      return narrow(wordsOf(tensor.int32Data.map((low) => ({ low, high: 0 }))), bytesPerEntry(type));
  }
}

/** The memory image of elements that lie as varints one after the other, as `int32_data`, `int64_data` and `uint64_data` do. */
export function imageOfVarints(bytes: Uint8Array, type: NumericType): Uint8Array {
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count++;
  const words = new Int32Array(2 * count);
  let at = 0;
  let shift = 0;
  for (const byte of bytes) {
    const part = byte & 0x7f;
    if (shift < 28) words[at] = (words[at] ?? 0) | (part << shift);
    else if (shift === 28) {
      words[at] = (words[at] ?? 0) | (part << 28);
      words[at + 1] = part >>> 4;
    } else if (shift < 64) words[at + 1] = (words[at + 1] ?? 0) | (part << (shift - 32));
    shift += 7;
    if (byte >= 0x80) continue;
    at += 2;
    shift = 0;
  }
  return narrow(words, bytesPerEntry(type));
}

/** Bytes of the memory image that one entry of a typed field stands for; types below 8 bits share a byte. */
export function bytesPerEntry(type: NumericType): 1 | 2 | 4 | 8 {
  switch (type) {
    case 'int64':
    case 'uint64':
      return 8;
    case 'int32':
    case 'uint32':
      return 4;
    case 'int16':
    case 'uint16':
    case 'float16':
    case 'bfloat16':
      return 2;
    default:
      return 1;
  }
}

/** Integers of 64 bits, each as its lower and its upper 32 bits. */
function wordsOf(values: readonly { readonly low: number; readonly high: number }[]): Int32Array {
  const words = new Int32Array(2 * values.length);
  values.forEach(({ low, high }, index) => {
    words[2 * index] = low;
    words[2 * index + 1] = high;
  });
  return words;
}

/** Keeps the lowest bytes of each integer of 64 bits. */
function narrow(words: Int32Array, bytes: 1 | 2 | 4 | 8): Uint8Array {
  if (bytes === 8) return bytesOf(words);
  const lower = words.filter((_, index) => index % 2 === 0);
  if (bytes === 4) return bytesOf(lower);
  return bytes === 2 ? bytesOf(Uint16Array.from(lower)) : Uint8Array.from(lower);
}

function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
