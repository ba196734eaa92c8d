import { ticksBetween } from '../../../../src/presentation/charts/ticks.ts';
import { positionOn } from '../../../graph/drawing/overlay/overlay.ts';

/** Marks on the scale of the bars, about. */
const marks = 6;
/** dB that a scale has at least: where all layers are alike, that must not look like a difference. */
const leastDecibels = 10;

/** How long bars are. They begin where nothing stands out: what stands out most is longest. */
export interface BarScale {
  /** From the beginning of the bars to the end of the longest. */
  readonly marks: readonly number[];
  /** Share of the whole length, from 0 to 1; NaN where there is none. */
  readonly part: (value: number) => number;
}

/**
 * A scale for all these decibels, its ends at round numbers; undefined where none is finite.
 * @param strong which end hurts
 */
export function decibelScale(decibels: readonly number[], strong: 'low' | 'high'): BarScale | undefined {
  const ends = finiteEnds(decibels);
  if (ends === undefined) return undefined;
  let [low, high] = ends;
  const middle = low / 2 + high / 2;
  if (high - low < leastDecibels) [low, high] = [middle - leastDecibels / 2, middle + leastDecibels / 2];
  const values = roundMarks(low, high);
  const position = positionOn('linear', [values[0]!, values.at(-1)!]);
  return strong === 'high'
    ? { marks: values, part: position }
    : { marks: values.toReversed(), part: (value) => 1 - position(value) };
}

/** A scale for amounts, from nothing to a round number above all of them; undefined where none is more than nothing. */
export function amountScale(amounts: readonly number[]): BarScale | undefined {
  const ends = finiteEnds(amounts);
  if (ends === undefined || ends[1] <= 0) return undefined;
  const values = roundMarks(0, ends[1]);
  return { marks: values, part: positionOn('linear', [0, values.at(-1)!]) };
}

/** Least and greatest of the finite ones. */
function finiteEnds(values: readonly number[]): readonly [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? undefined : [low, high];
}

/** Round numbers from one that is no more than `low` to one that is no less than `high`. */
function roundMarks(low: number, high: number): readonly number[] {
  const { step } = ticksBetween(low, high, marks);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
