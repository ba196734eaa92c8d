import type { StridedMatrix } from './layouts.ts';
import type { Pattern } from './pattern.ts';

/** What goes together in the matrices of a layer: numbered units, of a known number of weights each. */
export interface Units {
  readonly count: number;
  readonly sizeOf: (unit: number) => number;
  /** The unit of the weight in `row` (counted through the groups) and `column`. */
  readonly unitOf: (row: number, column: number) => number;
}

/** The units of a pattern that ranks them by a score; groups of neighbours are no such pattern. */
export function unitsOf(
  { groups, outputs, inputs }: StridedMatrix,
  pattern: Exclude<Pattern, { kind: 'groups' }>,
): Units {
  if (pattern.kind === 'free') {
    return { count: groups * outputs * inputs, sizeOf: () => 1, unitOf: (row, column) => row * inputs + column };
  }
  const { rows, columns } = pattern;
  const [down, across] = [Math.ceil(outputs / rows), Math.ceil(inputs / columns)];
  return {
    count: groups * down * across,
    sizeOf: (unit) => {
      const height = Math.min(rows, outputs - (Math.floor(unit / across) % down) * rows);
      return height * Math.min(columns, inputs - (unit % across) * columns);
    },
    unitOf: (row, column) => {
      const group = Math.floor(row / outputs);
      return (group * down + Math.floor((row % outputs) / rows)) * across + Math.floor(column / columns);
    },
  };
}
