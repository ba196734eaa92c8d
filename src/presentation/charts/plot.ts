/** A direction in which values are shown. */
export interface Axis {
  /** What is shown, with its unit. */
  readonly label: string;
  /** Above 0 on a logarithmic axis. */
  readonly low: number;
  readonly high: number;
  /** A value as a mark of the axis is labelled. @param step between two marks */
  readonly text: (value: number, step: number) => string;
  /** No mark is above this; `high` when left out. */
  readonly markedTo?: number;
  /** Smallest step between marks: 1 where only whole numbers mean something. */
  readonly leastStep?: number;
  /** Linear when left out. What a logarithm has no place for, zero too, is at the low end. */
  readonly scale?: 'linear' | 'logarithmic';
}

/** The part of a chart in which values are drawn, in pixels of the chart. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where a value is, from the left and from the top. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Maps the values of two axes to a rectangle. */
export function plotOf(x: Axis, y: Axis, room: Pick<Plot, 'left' | 'top' | 'width' | 'height'>): Plot {
  const { left, top, width, height } = room;
  const [across, up] = [partOf(x), partOf(y)];
  return {
    ...room,
    x: (value) => left + width * across(value),
    y: (value) => top + height * (1 - up(value)),
  };
}

/** The value at a distance from the left of a chart; undefined outside of the plot. */
export function valueAt(distance: number, { left, width }: Plot, axis: Axis): number | undefined {
  if (distance < left || distance > left + width) return undefined;
  const part = (distance - left) / width;
  const { low, high } = axis;
  if (axis.scale === 'logarithmic') return Math.exp(Math.log(low) * (1 - part) + Math.log(high) * part);
  return low + (high - low) * part;
}

/** Where a value is between the ends of an axis: 0 at the low one, 1 at the high one. */
function partOf(axis: Axis): (value: number) => number {
  if (axis.scale !== 'logarithmic') return (value) => part(value, axis.low, axis.high);
  const [low, high] = [Math.log(axis.low), Math.log(axis.high)];
  return (value) => (value > axis.low ? part(Math.log(value), low, high) : 0);
}

/** Halves, because the difference of two float64 may be more than a float64. */
function part(value: number, low: number, high: number): number {
  const width = high / 2 - low / 2;
  return width > 0 ? (value / 2 - low / 2) / width : 0.5;
}
