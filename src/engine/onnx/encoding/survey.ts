import { bitsPerElement, type ElementType } from '../elementType.ts';
import type { NumericElements } from '../elements/storedElements.ts';

/** Elements that are in memory at a time. */
export const pieceLength = 2 ** 20;

/** Elements as whole numbers of their size: what is asked is whether their bits are equal. */
export type Bits = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

/** How many elements of a tensor are worth storing. Everything is told of bits: -0 is not 0. */
export interface Survey {
  readonly type: ElementType;
  readonly count: number;
  /** Elements of which no bit is set. */
  readonly zeros: number;
  /** The bits of most elements: 0 for real numbers; of integers of 8 bits, whichever is there most often (a zero point). */
  readonly background: number;
  /** Elements with other bits. */
  readonly others: number;
}

/** Whether a type can be stored without most of its elements: real numbers, and what quantizing makes of them. */
export function isPackable(type: ElementType): boolean {
  return type === 'float32' || type === 'float16' || type === 'bfloat16' || type === 'float64' || isByte(type);
}

function isByte(type: ElementType): boolean {
  return type === 'int8' || type === 'uint8';
}

/** Counts in pieces. @throws UserError where the tensor is damaged */
export function survey(elements: NumericElements): Survey {
  const { type, count } = elements;
  const counts = new Float64Array(isByte(type) ? 256 : 1);
  for (const bits of bitPieces(elements)) {
    if (bits instanceof Uint8Array) for (const code of bits) counts[code]!++;
    else counts[0]! += zerosAmong(bits);
  }
  const background = counts.indexOf(Math.max(...counts));
  return { type, count, zeros: counts[0]!, background, others: count - counts[background]! };
}

/** All elements in pieces; their number in every piece but the last is a multiple of 8. */
export function* bitPieces(elements: NumericElements): Iterable<Bits> {
  const size = bitsPerElement(elements.type) / 8;
  for (let offset = 0; offset < elements.count; offset += pieceLength) {
    const length = Math.min(pieceLength, elements.count - offset);
    yield bitsOf(elements.image(offset * size, length * size), size);
  }
}

/** Sees bytes that begin where memory is aligned as elements of `size` bytes. */
export function bitsOf(image: Uint8Array, size: number): Bits {
  const { buffer, byteOffset, byteLength } = image;
  if (size === 1) return image;
  if (size === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return size === 4
    ? new Uint32Array(buffer, byteOffset, byteLength / 4)
    : new BigUint64Array(buffer, byteOffset, byteLength / 8);
}

function zerosAmong(bits: Exclude<Bits, Uint8Array>): number {
  let zeros = 0;
  if (bits instanceof BigUint64Array) for (const each of bits) zeros += each === 0n ? 1 : 0;
  else for (const each of bits) zeros += each === 0 ? 1 : 0;
  return zeros;
}
