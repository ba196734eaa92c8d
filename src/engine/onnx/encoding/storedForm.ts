import type { SparseStorage } from '../../../protocol/options/pruneWeights.ts';
import { bitsPerElement, byteLength } from '../elementType.ts';
import { isPackable, type Survey } from './survey.ts';

/**
 * How a weight lies in the file.
 * - `dense`: every element.
 * - `sparse`: a sparse initializer, elements other than 0 with their places.
 * - `bitmap`: a bit for each element, and the elements whose bit is set; nodes that the runtime folds put them together.
 */
export type StoredForm = 'dense' | 'sparse' | 'bitmap';

export interface FormSize {
  readonly form: StoredForm;
  readonly bytes: number;
}

/** Below this a weight stays as it is. */
const smallest = 1024;

/** What describes a weight in each form beside its elements; rounded up, so that what is expected is never exceeded. */
const described: Readonly<Record<StoredForm, (name: number, count: number) => number>> = {
  dense: () => 0,
  sparse: () => 40,
  bitmap: (name, count) => (count % 8 === 0 ? 600 + 22 * name : 720 + 26 * name),
};

/** Integers that say where an element is: what the runtime reads, the smallest that reaches all elements. */
export function indexType(count: number): 'int16' | 'int32' | 'int64' {
  if (count <= 2 ** 15) return 'int16';
  return count <= 2 ** 31 ? 'int32' : 'int64';
}

/** The form that takes the fewest bytes of those that are allowed, and the bytes. */
export function storedForm(name: string, of: Survey, storage: SparseStorage): FormSize {
  const { type, count, zeros, others } = of;
  const dense = byteLength(type, count);
  let best: FormSize = { form: 'dense', bytes: dense };
  if (dense < smallest || storage === 'dense' || !isPackable(type)) return best;
  const size = bitsPerElement(type) / 8;
  const consider = (form: StoredForm, payload: number): void => {
    if (storage !== 'auto' && storage !== form) return;
    const bytes = payload + described[form](new TextEncoder().encode(name).byteLength, count);
    if (bytes < best.bytes) best = { form, bytes };
  };
  consider('sparse', Math.max(1, count - zeros) * (size + bitsPerElement(indexType(count)) / 8));
  consider('bitmap', Math.ceil(count / 8) + (others + 1) * size);
  return best;
}
