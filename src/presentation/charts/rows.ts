import { type Drawing, draw } from '../drawing.ts';
import { axisMarks } from './axisMarks.ts';
import type { Domain } from './domain.ts';
import { pixels } from './pixels.ts';
import type { ValueAxis } from './picture.ts';
import { textWidth } from './textWidth.ts';

/** Pixels between two labels of the axis. */
const labelEvery = 84;
/** Pixels that the axis takes below rows. */
export const axisHeight = 38;

/** Where rows stand below each other: names at the left, values along an axis. */
export interface RowPlot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
}

/** Room for names at the left: what the longest takes, but at most this share of a picture. */
export function nameRoom(names: readonly string[], width: number, share = 0.32): number {
  return Math.min(width * share, Math.max(24, ...names.map((name) => textWidth(name.slice(0, 200)))) + 2);
}

/** Maps values to the place between `left` and `right`. */
export function rowPlot({ low, high }: Domain, room: Omit<RowPlot, 'x'>): RowPlot {
  const { left, right } = room;
  const part = (value: number): number => Math.min(1, Math.max(0, (value - low) / (high - low)));
  return { ...room, x: (value) => left + (right - left) * part(value) };
}

/** The axis below rows, with its lines through them. */
export function rowAxis(plot: RowPlot, domain: Domain, axis: ValueAxis, width: number): readonly Drawing[] {
  const { left, right, top, bottom } = plot;
  const marks = axisMarks({ ...axis, ...domain }, Math.max(1, (right - left) / labelEvery));
  return [
    ...marks.flatMap(({ value, text }) => {
      const x = Math.round(plot.x(value)) + 0.5;
      const half = textWidth(text) / 2;
      const middle = Math.min(Math.max(x, half), width - half);
      return [
        draw('path', { class: 'grid-line', d: `M${x} ${pixels(top)}V${pixels(bottom)}` }),
        draw('text', { x: pixels(middle), y: pixels(bottom + 15), 'text-anchor': 'middle' }, text),
      ];
    }),
    draw('path', { class: 'axis', d: `M${pixels(left)} ${Math.round(bottom) + 0.5}H${pixels(right)}` }),
    draw('text', { class: 'axis-label', x: pixels(right), y: pixels(bottom + 32), 'text-anchor': 'end' }, axis.label),
  ];
}
