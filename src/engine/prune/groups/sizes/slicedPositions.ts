/** One dimension of what the operator Slice does. */
export interface SliceRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Ends by which exporters say "to the end"; the runtime takes them so in both directions. */
const toTheEnd: readonly number[] = [2 ** 31 - 1, 2 ** 63];

/** The positions that Slice reads along a dimension, in its order (ONNX operators, Slice: negative ends count from the end). */
export function slicedPositions(size: number, { start, end, step }: SliceRange): readonly number[] {
  const from = within(start < 0 ? start + size : start, 0, step < 0 ? size - 1 : size);
  const backToFirst = step < 0 && toTheEnd.includes(end);
  const to = backToFirst ? -1 : within(end < 0 ? end + size : end, step < 0 ? -1 : 0, size);
  const count = Math.max(0, Math.ceil((to - from) / step));
  return Array.from({ length: count }, (_, index) => from + index * step);
}

/**
 * What Slice must be told to read these positions, in this order; undefined where no such range leads to them.
 * @param size of the dimension they are positions of
 */
export function rangeOf(positions: readonly number[], size: number): SliceRange | undefined {
  const [first = 0, second] = positions;
  const last = positions.at(-1);
  const step = second === undefined ? 1 : second - first;
  if (step === 0 || positions.some((position, index) => position !== first + index * step)) return undefined;
  if (last === undefined) return { start: 0, end: 0, step: 1 };
  const end = last + Math.sign(step);
  // Before the first position there is no number that does not count from the end.
  return { start: first, end: end < 0 ? -size - 1 : end, step };
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
