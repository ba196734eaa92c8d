/** A direction in which values are shown. */
export interface Axis {
  /** What is shown, with its unit. */
  readonly label: string;
  readonly low: number;
  readonly high: number;
  /** A value as a mark of the axis is labelled. @param step between two marks */
  readonly text: (value: number, step: number) => string;
  /** Smallest step between marks: 1 where only whole numbers mean something. */
  readonly leastStep?: number;
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
  return {
    ...room,
    x: (value) => left + width * share(value, x),
    y: (value) => top + height * (1 - share(value, y)),
  };
}

/** The value at a distance from the left of a chart; undefined outside of the plot. */
export function valueAt(distance: number, { left, width }: Plot, { low, high }: Axis): number | undefined {
  if (distance < left || distance > left + width) return undefined;
  return low + ((high - low) * (distance - left)) / width;
}

/** Halves, because the difference of two float64 may be more than a float64. */
function share(value: number, { low, high }: Axis): number {
  const width = high / 2 - low / 2;
  return width > 0 ? (value / 2 - low / 2) / width : 0.5;
}
