import type { Range } from '../scheme.ts';

/** What a pass over values finds: the finite range (Infinity, −Infinity if there is none) and what is not finite. */
export interface ValueRange extends Range {
  readonly nan: number;
  readonly infinite: number;
}

/**
 * Elements handled by one call of an inner loop. Short calls let the compiler see the loop end before it optimizes it;
 * a loop that first runs over millions of elements is compiled while its exit is unknown, and V8 throws the code away
 * at each call: ten times slower, now and then.
 */
export const LONGEST_RUN = 4096;

/** Range of the finite values in `data[start..end)`, with NaN and infinities counted apart. */
export function rangeOf(data: Float32Array, start = 0, end = data.length): ValueRange {
  let min = Infinity;
  let max = -Infinity;
  let nan = 0;
  let infinite = 0;
  let position = start;
  while (position < end) {
    position = skipWithin(data, position, Math.min(end, position + LONGEST_RUN), min, max);
    for (const next = Math.min(end, position + 4); position < next; position++) {
      const value = data[position] ?? NaN;
      if (value !== value) nan++;
      else if (value === Infinity || value === -Infinity) infinite++;
      else {
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
  }
  return { min, max, nan, infinite };
}

/**
 * Range of a tensor that is to be quantized as it is, a weight for example: NaN bounds, for which there is no scale, as
 * soon as one value is not finite; [0, 0] without values.
 */
export function tensorRange(data: Float32Array): Range {
  if (data.length === 0) return { min: 0, max: 0 };
  const { min, max, nan, infinite } = rangeOf(data);
  return nan + infinite > 0 ? { min: NaN, max: NaN } : { min, max };
}

/**
 * Where the first group of four lies that is not within [min, max], or is incomplete. New extremes become rare fast
 * (as the logarithm of the elements seen), so nearly all values only pass this comparison.
 */
function skipWithin(data: Float32Array, start: number, end: number, min: number, max: number): number {
  let i = start;
  for (; i + 3 < end; i += 4) {
    const a = data[i] ?? NaN;
    const b = data[i + 1] ?? NaN;
    const c = data[i + 2] ?? NaN;
    const d = data[i + 3] ?? NaN;
    // NaN fails every comparison and stops here too.
    if (!(a >= min && a <= max && b >= min && b <= max && c >= min && c <= max && d >= min && d <= max)) break;
  }
  return i;
}

/** The part of [min, max] that lies within a range; one of its ends if none does. */
export function within(range: Range, min: number, max: number): Range {
  return {
    min: Math.min(range.max, Math.max(range.min, min)),
    max: Math.min(range.max, Math.max(range.min, max)),
  };
}

/** Smallest and largest value of all batches, from the smallest and largest of each. */
export class RangeCollector {
  #min = Infinity;
  #max = -Infinity;

  /** Bounds that are not finite are passed over. */
  add(batch: Range): void {
    if (Number.isFinite(batch.min)) this.#min = Math.min(this.#min, batch.min);
    if (Number.isFinite(batch.max)) this.#max = Math.max(this.#max, batch.max);
  }

  /** Null before the first finite batch. */
  get range(): Range | null {
    // `+ 0` turns −0 into 0.
    return this.#min <= this.#max ? { min: this.#min + 0, max: this.#max + 0 } : null;
  }
}
