import { getFloat16, setFloat16 } from '@petamoriken/float16';
import { type ElementType, isFloat } from './elementType.ts';
import type { DenseTensor, TensorData } from './tensor.ts';

/** Element types of real numbers that can be computed with. */
export type RealType = 'float32' | 'float64' | 'float16' | 'bfloat16';

/** Real numbers in a form that arithmetic is done with. */
export type Reals = Float32Array | Float64Array;

export function isReal(type: ElementType): type is RealType {
  return isFloat(type);
}

/** The elements of a float tensor as numbers: float32 and float64 as they lie, without a copy; 16 bits widened exactly. */
export function realsOf(tensor: DenseTensor): Reals {
  const { type, data } = tensor;
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  if (!(data instanceof Uint16Array)) throw new TypeError(`${type} is no float type`);
  if (type === 'bfloat16') return new Float32Array(Uint32Array.from(data, (bits) => bits << 16).buffer);
  const reals = new Float32Array(data.length);
  const view = new DataView(new ArrayBuffer(2));
  data.forEach((bits, index) => {
    view.setUint16(0, bits);
    reals[index] = getFloat16(view, 0);
  });
  return reals;
}

/** An array to compute elements into that are then stored as `type`: nothing is rounded twice. */
export function realBuffer(type: RealType, length: number): Reals {
  return type === 'float32' ? new Float32Array(length) : new Float64Array(length);
}

/** Numbers as elements of a float type, rounded half to even; no copy where they have that form already. */
export function storeReals(type: RealType, values: Reals): Exclude<TensorData, readonly string[]> {
  if (type === 'float32') return values instanceof Float32Array ? values : Float32Array.from(values);
  if (type === 'float64') return values instanceof Float64Array ? values : Float64Array.from(values);
  if (type === 'bfloat16') return toBfloat16(values);
  const bits = new Uint16Array(values.length);
  const view = new DataView(new ArrayBuffer(2));
  values.forEach((value, index) => {
    setFloat16(view, 0, value);
    bits[index] = view.getUint16(0);
  });
  return bits;
}

/**
 * bfloat16 is the upper half of a float32. A float64 goes by way of a float32 that is rounded to odd, so that the second
 * rounding sees on which side of a tie the value lay (Boldo and Melquiond, 2008).
 */
function toBfloat16(values: Reals): Uint16Array {
  const single = new Float32Array(1);
  const word = new Uint32Array(single.buffer);
  const bits = new Uint16Array(values.length);
  values.forEach((value, index) => {
    single[0] = value;
    let image = word[0] ?? 0;
    if (Number.isNaN(value)) {
      bits[index] = 0x7fc0;
      return;
    }
    const rounded = single[0];
    if (rounded !== value && Number.isFinite(rounded) && (image & 1) === 0) {
      // One unit towards zero where rounding went away from it, then the last bit says "inexact".
      image = Math.abs(rounded) > Math.abs(value) ? image - 1 : image + 1;
    }
    bits[index] = (image + 0x7fff + ((image >>> 16) & 1)) >>> 16;
  });
  return bits;
}

/** Numbers of this size and above become infinite when they are rounded to the type. */
const overflow: Readonly<Record<RealType, number>> = {
  float16: 65520,
  bfloat16: 2 ** 128 - 2 ** 119,
  float32: 2 ** 128 - 2 ** 103,
  float64: Infinity,
};

/** Whether all numbers are finite and stay so when they are stored as `type`. */
export function fitInto(type: RealType, values: Reals): boolean {
  const limit = overflow[type];
  return values.every((value) => Math.abs(value) < limit);
}
