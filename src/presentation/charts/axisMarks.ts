import type { Axis } from './plot.ts';
import { logarithmicTicks, ticksBetween } from './ticks.ts';

/** A mark of an axis with its label. */
export interface AxisMark {
  readonly value: number;
  readonly text: string;
}

/** Marks at round values of an axis, about as many as asked for at most. */
export function axisMarks(axis: Axis, most: number): readonly AxisMark[] {
  const { low, high, leastStep, text } = axis;
  // Within one power of ten, even steps say more.
  if (axis.scale === 'logarithmic' && high / low >= 10) {
    return logarithmicTicks(low, high, most, leastStep).map((value) => ({ value, text: text(value, value) }));
  }
  const { values, step } = ticksBetween(low, Math.min(high, axis.markedTo ?? high), most, leastStep);
  return values.map((value) => ({ value, text: text(value, step) }));
}
