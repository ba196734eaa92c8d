import type { ElementType } from '../elementType.ts';
import { bitsPerElement } from '../elementType.ts';
import { isReal, realsOf } from '../reals.ts';
import { view } from '../tensor.ts';
import type { TensorNumbers } from '../../../protocol/graph/tensor.ts';
import { isSmallFloat, smallFloats } from './smallFloats.ts';
import type { NumericElements } from './storedElements.ts';

/** Elements `offset` to `offset + count` of a tensor as numbers in memory of their own; complex ones as pairs. */
export function readNumbers(elements: NumericElements, offset: number, count: number): TensorNumbers {
  const bits = bitsPerElement(elements.type);
  // Types below 8 bits share bytes: the first may begin inside of one.
  const firstByte = Math.floor((offset * bits) / 8);
  const image = elements.image(firstByte, Math.ceil(((offset + count) * bits) / 8) - firstByte);
  if (bits >= 8) return widened(elements.type, image);
  const skipped = offset - (firstByte * 8) / bits;
  return unpacked(elements.type, image, skipped, count);
}

function widened(type: NumericElements['type'], image: Uint8Array<ArrayBuffer>): TensorNumbers {
  if (isSmallFloat(type)) return Float32Array.from(image, (code) => smallFloats(type)[code]!);
  const data = view(type, image);
  return isReal(type) ? realsOf({ type, dims: [], data }) : data;
}

/** Element 0 is in the lowest bits of its byte (ONNX IR specification, packed types). */
function unpacked(type: ElementType, image: Uint8Array, skipped: number, count: number): TensorNumbers {
  const bits = bitsPerElement(type);
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  const code = (index: number): number => {
    const place = skipped + index;
    return (image[Math.floor(place / perByte)]! >>> ((place % perByte) * bits)) & mask;
  };
  if (isSmallFloat(type)) return Float32Array.from({ length: count }, (_, index) => smallFloats(type)[code(index)]!);
  if (!type.startsWith('int')) return Uint8Array.from({ length: count }, (_, index) => code(index));
  const sign = 2 ** (bits - 1);
  return Int8Array.from({ length: count }, (_, index) => (code(index) ^ sign) - sign);
}
