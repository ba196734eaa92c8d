import type { DenseTensor } from '../../onnx/tensor.ts';
import { fromFloat16 } from '../convert.ts';

/** The elements of a tensor as numbers, without a copy where they are numbers already; undefined for text. */
export function numbersOf({ type, data }: DenseTensor): ArrayLike<number> | undefined {
  if (type === 'float16') return fromFloat16(data as Uint16Array);
  if (type === 'bfloat16') return fromBfloat16(data as Uint16Array);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return Float64Array.from(data as ArrayLike<bigint>, Number);
  }
  return 'BYTES_PER_ELEMENT' in data ? data : undefined;
}

/** bfloat16 is the upper half of a float32. */
function fromBfloat16(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (each) => each * 0x10000).buffer);
}
