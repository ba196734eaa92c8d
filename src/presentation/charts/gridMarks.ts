import { type Drawing, draw } from '../drawing.ts';
import { type Levels, separateLevels } from './levels.ts';
import { pixels } from './pixels.ts';
import type { Plot } from './plot.ts';

/** Pixels that the grids take at the top of a plot: each so many. */
export const gridHeight = 12;

/** Levels that are closer than this are drawn as one band. */
const leastPixels = 4;

/** How the line of a grid looks: two of them in one plot are told apart without a colour. */
export type GridStyle = 'first' | 'second';

/**
 * The levels that integers stand for, drawn over a histogram: a line from the lowest to the highest, with a stroke for each
 * level where these are far enough apart, else a band. The ends are drawn through the whole plot.
 * @param row counted from the top of the plot
 */
export function gridMarks(plot: Plot, levels: Levels, style: GridStyle, row: number): readonly Drawing[] {
  const { top, height } = plot;
  const [from, to] = [plot.x(levels.low), plot.x(levels.high)];
  const middle = Math.round(top + (row + 0.5) * gridHeight) + 0.5;
  const separate = separateLevels(levels, plot.x(levels.high) - plot.x(levels.low), leastPixels);
  const ends = [from, to].map((end) => `M${pixels(end)} ${middle - 4}V${pixels(top + height)}`).join('');
  const strokes = (separate ?? []).map((level) => `M${pixels(plot.x(level))} ${middle - 3}v6`).join('');
  return [
    draw('path', { class: `grid-ends ${style}`, d: ends }),
    ...(separate === undefined
      ? [
          draw('rect', {
            class: `grid-band ${style}`,
            x: pixels(from),
            y: middle - 2,
            width: pixels(Math.max(1, to - from)),
            height: 4,
          }),
        ]
      : [draw('path', { class: `grid-levels ${style}`, d: `M${pixels(from)} ${middle}H${pixels(to)}${strokes}` })]),
  ];
}

/** What lies outside of a range, shaded: no integer stands for it. */
export function outsideMarks(plot: Plot, { low, high }: Levels): readonly Drawing[] {
  const { left, width, top, height } = plot;
  const [from, to] = [within(plot, plot.x(low)), within(plot, plot.x(high))];
  const shade = (x: number, end: number): readonly Drawing[] =>
    end - x < 0.5 ? [] : [draw('rect', { class: 'outside', x: pixels(x), y: top, width: pixels(end - x), height })];
  return [...shade(left, from), ...shade(to, left + width)];
}

/** Where real zero is, which the zero point stands for. */
export function zeroMark(plot: Plot): Drawing {
  const x = Math.round(plot.x(0)) + 0.5;
  const bottom = plot.top + plot.height;
  return draw('path', { class: 'zero-point', d: `M${x} ${bottom}v5m-3 0h6l-3 -5z` });
}

function within({ left, width }: Plot, x: number): number {
  return Math.min(left + width, Math.max(left, x));
}
