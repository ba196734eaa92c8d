import { bitsPerElement, byteLength, type ElementType } from '../../onnx/elementType.ts';
import { type DenseTensor, elementCount } from '../../onnx/tensor.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';

/** Types that the runtime's binding takes as they come out of it. */
const feedable: ReadonlySet<ElementType> = new Set<ElementType>([
  ...(['float32', 'float64', 'float16', 'bool'] as const),
  ...(['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64'] as const),
]);

/** Bytes that a tensor will take; undefined for one that cannot be fed, such as text, or a sequence, which has no type. */
export function expectedBytes(tensor: string, types: TensorTypes): number | undefined {
  const header = types.get(tensor);
  if (header === undefined || bitsPerElement(header.type) === 0 || !feedable.has(header.type)) return undefined;
  return byteLength(header.type, elementCount(header.dims));
}

/** Bytes that a tensor takes. */
export function bytesTaken({ data }: DenseTensor): number {
  return 'BYTES_PER_ELEMENT' in data ? data.byteLength : data.reduce((sum, text) => sum + 2 * text.length, 0);
}

/** Whether two tensors are the same to the last bit. */
export function isSame(a: DenseTensor, b: DenseTensor): boolean {
  if (!('BYTES_PER_ELEMENT' in a.data && 'BYTES_PER_ELEMENT' in b.data)) return false;
  const [one, other] = [a, b].map(({ data }) => viewOf(data as Uint8Array));
  return a.type === b.type && a.dims.join() === b.dims.join() && one!.equals(other!);
}

function viewOf({ buffer, byteOffset, byteLength: length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
