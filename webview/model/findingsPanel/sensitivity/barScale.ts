import { ticksBetween } from '../../../../src/presentation/charts/ticks.ts';
import { positionOn } from '../../../graph/drawing/overlay/overlay.ts';

/** Marks on the scale of the bars, about. */
const marks = 6;
/** dB that a scale has at least: where all layers are alike, that must not look like a difference. */
const leastWidth = 10;

/** How long bars are. They begin where nothing hurts: what hurts most is longest. */
export interface BarScale {
  /** In dB, from the beginning of the bars to the end of the longest. */
  readonly marks: readonly number[];
  /** Share of the whole length, from 0 to 1; NaN where there is none. */
  readonly part: (decibels: number) => number;
}

/**
 * A scale for all these, its ends at round numbers; undefined where none is finite.
 * @param strong which end hurts
 */
export function barScale(decibels: readonly number[], strong: 'low' | 'high'): BarScale | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of decibels) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return undefined;
  const middle = low / 2 + high / 2;
  if (high - low < leastWidth) [low, high] = [middle - leastWidth / 2, middle + leastWidth / 2];
  const { step } = ticksBetween(low, high, marks);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const values = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  const position = positionOn('linear', [values[0]!, values.at(-1)!]);
  return strong === 'high'
    ? { marks: values, part: position }
    : { marks: values.toReversed(), part: (value) => 1 - position(value) };
}
