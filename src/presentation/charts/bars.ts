import { type Drawing, draw } from '../drawing.ts';
import { pixels } from './pixels.ts';
import type { Plot } from './plot.ts';

/** Bars narrower than this touch each other. */
const narrowest = 4;

/** Bars of equal width from `low` to `high`, as one path. */
export function bars(plot: Plot, low: number, high: number, heights: ArrayLike<number>): Drawing {
  const count = heights.length;
  const base = plot.y(0);
  // One value alone has no width of its own.
  const [from, to] =
    low < high ? [plot.x(low), plot.x(high)] : [plot.left + plot.width / 4, plot.left + (3 * plot.width) / 4];
  const step = (to - from) / count;
  const gap = step >= narrowest ? 1 : 0;
  const pieces: string[] = [];
  for (let bar = 0; bar < count; bar++) {
    if (heights[bar] === 0) continue;
    // What is there must be seen, however little.
    const top = Math.min(plot.y(heights[bar]!), base - 1);
    const left = from + bar * step;
    pieces.push(`M${pixels(left)} ${pixels(base)}V${pixels(top)}H${pixels(left + step - gap)}V${pixels(base)}Z`);
  }
  return draw('path', { class: 'bars', d: pieces.join('') });
}

/** Vertical strokes from the least to the greatest of what lies on each pixel, as one path. NaN is left out. */
export function ranges(plot: Plot, low: ArrayLike<number>, high: ArrayLike<number>, kind = 'bars'): Drawing {
  const count = low.length;
  const step = plot.width / count;
  const columns = Math.min(count, Math.max(1, Math.floor(plot.width)));
  const width = plot.width / columns;
  const gap = step >= narrowest ? 1 : 0;
  const pieces: string[] = [];
  for (let column = 0; column < columns; column++) {
    let [least, greatest] = [Infinity, -Infinity];
    const end = Math.floor(((column + 1) * count) / columns);
    for (let index = Math.floor((column * count) / columns); index < end; index++) {
      least = Math.min(least, Number.isNaN(low[index]!) ? Infinity : low[index]!);
      greatest = Math.max(greatest, Number.isNaN(high[index]!) ? -Infinity : high[index]!);
    }
    if (least > greatest) continue;
    const left = plot.left + column * width;
    const [top, bottom] = [plot.y(greatest), Math.max(plot.y(least), plot.y(greatest) + 1)];
    pieces.push(`M${pixels(left)} ${pixels(bottom)}V${pixels(top)}H${pixels(left + width - gap)}V${pixels(bottom)}Z`);
  }
  return draw('path', { class: kind, d: pieces.join('') });
}
