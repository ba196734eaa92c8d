import { bitsPerElement } from '../elementType.ts';
import type { NumericElements } from '../elements/storedElements.ts';
import { bitPieces, type Bits, bitsOf, type Survey } from './survey.ts';

/** A weight of which the elements that are most often there are only counted. */
export interface PackedBits {
  /** A bit for each element, the first in the lowest bit of the first byte; set where the element is among the values. */
  readonly bitmap: Uint8Array<ArrayBuffer>;
  /** Bytes of the background, then of all elements that differ from it, in their order. */
  readonly values: Uint8Array<ArrayBuffer>;
}

/** Packs a weight, read in pieces. @throws UserError where it is damaged */
export function packBits(elements: NumericElements, { background, others }: Survey): PackedBits {
  const size = bitsPerElement(elements.type) / 8;
  const bitmap = new Uint8Array(Math.ceil(elements.count / 8));
  const values = new Uint8Array((others + 1) * size);
  const packed = bitsOf(values, size);
  put(packed, 0, packed instanceof BigUint64Array ? BigInt(background) : background);
  let filled = 1;
  let at = 0;
  for (const bits of bitPieces(elements)) {
    const same = bits instanceof BigUint64Array ? BigInt(background) : background;
    for (const each of bits) {
      if (each !== same) {
        put(packed, filled++, each);
        bitmap[at >>> 3]! |= 1 << (at & 7);
      }
      at++;
    }
  }
  return { bitmap, values };
}

/** Elements other than 0 and where they are; at least one, because runtimes do not all take none. */
export function packIndices(
  elements: NumericElements,
  indices: Int16Array | Int32Array | BigInt64Array,
): Uint8Array<ArrayBuffer> {
  const size = bitsPerElement(elements.type) / 8;
  const values = new Uint8Array(indices.length * size);
  const packed = bitsOf(values, size);
  let filled = 0;
  let at = 0;
  for (const bits of bitPieces(elements)) {
    for (const each of bits) {
      // With bits of either kind, 0 is what is neither true nor set.
      if (each) {
        put(packed, filled, each);
        put(indices, filled++, indices instanceof BigInt64Array ? BigInt(at) : at);
      }
      at++;
    }
  }
  return values;
}

function put(array: Bits | Int16Array | Int32Array | BigInt64Array, index: number, value: number | bigint): void {
  (array as Record<number, number | bigint>)[index] = value;
}
