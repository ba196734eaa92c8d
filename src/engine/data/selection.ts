import type { Selection } from './dataset.ts';

/** The indices of a selection from `size` samples, rising. @throws RangeError where start or step is no such number */
export function* selectedIndices(size: number, selection: Selection = {}): Generator<number> {
  const { start = 0, end = size, step = 1, wanted } = selection;
  if (!Number.isInteger(start) || start < 0) throw new RangeError(`start ${start}`);
  if (!Number.isInteger(step) || step < 1) throw new RangeError(`step ${step}`);
  const last = Math.min(end, size);
  for (let index = start; index < last; index += step) if (wanted === undefined || wanted(index)) yield index;
}
