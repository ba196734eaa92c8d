import { type Drawing, draw } from '../drawing.ts';
import { type AxisMark, axisMarks } from './axisMarks.ts';
import { type Axis, type Plot, plotOf } from './plot.ts';

/** Room around the plot, in pixels. */
const above = 20;
const below = 34;
const beside = 8;
const letter = 6.5;
/** Between two labels of an axis. */
const labelEvery = { x: 72, y: 18 } as const;

/** The part of a picture in which values are drawn, and what stands around it. */
export interface Frame {
  readonly plot: Plot;
  /** Of the y axis; drawn first. */
  readonly behind: readonly Drawing[];
  /** Of the x axis; drawn last. */
  readonly before: readonly Drawing[];
}

/** Lays axes with their marks and labels into a picture of this size, in pixels. */
export function framed(
  x: Axis,
  y: Axis,
  { width, height }: { readonly width: number; readonly height: number },
): Frame {
  const rows = Math.max(1, height - above - below);
  const yMarks = axisMarks(y, rows / labelEvery.y);
  const left = 8 + letter * Math.max(1, ...yMarks.map(({ text }) => text.length));
  const plot = plotOf(x, y, { left, top: above, width: Math.max(1, width - left - beside), height: rows });
  const xMarks = axisMarks(x, Math.max(1, plot.width / labelEvery.x));
  return {
    plot,
    behind: [
      draw('text', { class: 'axis-label', x: 0, y: 10 }, y.label),
      draw('text', { class: 'axis-label', x: width - beside, y: height - 4, 'text-anchor': 'end' }, x.label),
      ...yMarks.flatMap((mark) => horizontal(plot, mark)),
    ],
    before: [
      draw('path', { class: 'axis', d: `M${plot.left} ${plot.top + plot.height + 0.5}h${plot.width}` }),
      ...xMarks.flatMap((mark) => vertical(plot, mark, width)),
    ],
  };
}

function horizontal({ left, width, y }: Plot, { value, text }: AxisMark): readonly Drawing[] {
  const at = Math.round(y(value)) + 0.5;
  return [
    draw('path', { class: 'grid-line', d: `M${left} ${at}h${width}` }),
    draw('text', { x: left - 4, y: at + 4, 'text-anchor': 'end' }, text),
  ];
}

function vertical({ top, height: rows, x }: Plot, { value, text }: AxisMark, width: number): readonly Drawing[] {
  const half = (text.length * letter) / 2;
  // A label at an end stays within the picture.
  const middle = Math.min(Math.max(x(value), half), width - half);
  return [
    draw('path', { class: 'axis', d: `M${Math.round(x(value)) + 0.5} ${top + rows}v4` }),
    draw('text', { x: middle, y: top + rows + 15, 'text-anchor': 'middle' }, text),
  ];
}
