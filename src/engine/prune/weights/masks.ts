import type { StridedMatrix } from './layouts.ts';
import { type Cut, cutAll, goingUnits, type RankedUnits } from './selection.ts';
import type { Units } from './units.ts';

/** Which weights go, from which units do: one for each weight, row by row. */
export function maskOfUnits({ groups, outputs, inputs }: StridedMatrix, units: Units, going: Uint8Array): Uint8Array {
  const count = groups * outputs * inputs;
  if (units.count === count) return going;
  const mask = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    mask[index] = going[units.unitOf(Math.floor(index / inputs), index % inputs)]!;
  }
  return mask;
}

/** Of every `of` neighbours in a row all go but the `kept` that score highest; of equals the first go. */
export function maskOfGroups(scores: Float32Array, columns: number, kept: number, of: number): Uint8Array {
  const mask = new Uint8Array(scores.length);
  for (let row = 0; row < scores.length; row += columns) {
    for (let start = row; start < row + columns; start += of) {
      markLowest(scores, mask, start, Math.min(start + of, row + columns), kept);
    }
  }
  return mask;
}

/** Marks all of `start` to `end` but the `kept` highest. */
export function markLowest(scores: Float32Array, mask: Uint8Array, start: number, end: number, kept: number): void {
  for (let going = end - start - kept; going > 0; going--) {
    let lowest = -1;
    for (let index = start; index < end; index++) {
      if (mask[index] === 0 && (lowest < 0 || scores[index]! < scores[lowest]!)) lowest = index;
    }
    mask[lowest] = 1;
  }
}

/** The lowest of every row go, so that the share of all weights is exact and that of rows differs by less than one weight. */
export function maskOfRows(scores: Float32Array, columns: number, wanted: number): Uint8Array {
  const mask = new Uint8Array(scores.length);
  const share = wanted / scores.length;
  let gone = 0;
  for (let row = 0; row < scores.length; row += columns) {
    const until = Math.round(share * (row + columns));
    const own = scores.subarray(row, row + columns);
    const ranked: RankedUnits = { scores: () => own, sizeOf: () => 1, most: columns };
    const [cut] = cutAll([ranked], until - gone) as [Cut];
    mask.set(goingUnits(ranked, cut), row);
    gone = until;
  }
  return mask;
}
