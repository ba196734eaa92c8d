import { bitsPerElement, type ElementType } from '../../onnx/elementType.ts';
import type { DenseTensor, TensorData } from '../../onnx/tensor.ts';

type NumericData = Exclude<TensorData, readonly string[]>;

/** Runs of up to this many elements are copied one by one. */
const shortRun = 8;

/** The elements of a tensor at the positions that are kept, along all dimensions at once. */
export function gather({ type, dims, data }: DenseTensor, kept: ReadonlyMap<number, readonly number[]>): DenseTensor {
  const after = dims.map((size, axis) => kept.get(axis)?.length ?? size);
  const copy = <Data extends NumericData | string[]>(from: Data, into: Data, parts: number): Data => {
    copyKept(from, into, [...dims, parts], kept);
    return into;
  };
  const count = after.reduce((product, size) => product * size, 1);
  if (isTexts(data)) return { type, dims: after, data: copy([...data], new Array<string>(count).fill(''), 1) };
  if (isPacked(type)) {
    const single = unpack(data as Uint8Array, type, elementsOf(dims));
    return { type, dims: after, data: pack(copy(single, new Uint8Array(count), 1), type) };
  }
  // Complex numbers are two entries each.
  const parts = type === 'complex64' || type === 'complex128' ? 2 : 1;
  const into = new (data.constructor as new (length: number) => NumericData)(count * parts);
  return { type, dims: after, data: copy(data, into, parts) };
}

function isTexts(data: TensorData): data is readonly string[] {
  return Array.isArray(data);
}

function elementsOf(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}

function copyKept(
  from: NumericData | string[],
  into: NumericData | string[],
  dims: readonly number[],
  kept: ReadonlyMap<number, readonly number[]>,
): void {
  const last = Math.max(-1, ...kept.keys());
  const run = elementsOf(dims.slice(last + 1));
  let at = 0;
  const copyRun = (start: number): void => {
    if (run > shortRun && !Array.isArray(from)) {
      (into as Float32Array).set((from as Float32Array).subarray(start, start + run), at);
    } else {
      for (let offset = 0; offset < run; offset++) into[at + offset] = from[start + offset]!;
    }
    at += run;
  };
  const copyFrom = (axis: number, index: number): void => {
    if (axis > last) {
      copyRun(index * run);
      return;
    }
    const size = dims[axis]!;
    const positions = kept.get(axis);
    if (positions === undefined) {
      for (let position = 0; position < size; position++) copyFrom(axis + 1, index * size + position);
    } else {
      for (const position of positions) copyFrom(axis + 1, index * size + position);
    }
  };
  copyFrom(0, 0);
}

/** Whether several elements share a byte. */
export function isPacked(type: ElementType): boolean {
  return type !== 'string' && bitsPerElement(type) < 8;
}

/** Elements of less than a byte as one byte each. */
export function unpack(packed: Uint8Array, type: ElementType, count: number): Uint8Array {
  const bits = bitsPerElement(type);
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
  return Uint8Array.from(
    { length: count },
    (_, index) => (packed[Math.floor(index / perByte)]! >> (bits * (index % perByte))) & mask,
  );
}

/** The reverse of {@link unpack}. */
export function pack(single: Uint8Array, type: ElementType): Uint8Array {
  const bits = bitsPerElement(type);
  const perByte = 8 / bits;
  const packed = new Uint8Array(Math.ceil(single.length / perByte));
  for (let index = 0; index < single.length; index++) {
    packed[Math.floor(index / perByte)]! |= single[index]! << (bits * (index % perByte));
  }
  return packed;
}
