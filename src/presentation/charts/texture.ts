import { type Drawing, draw } from '../drawing.ts';
import { pixels } from './pixels.ts';

/** How bars of one kind are filled, so that they are told apart without a colour; further ones begin again. */
const textures = ['open', 'solid', 'striped', 'barred'] as const;
/** Pixels from one stroke to the next. */
const every = 4;

/** A bar in the look of the series at this place. @param x @param y of its upper left corner */
export function texturedBar(series: number, x: number, y: number, width: number, height: number): Drawing {
  const texture = textures[series % textures.length]!;
  const outline = draw('rect', {
    class: `bar ${texture}`,
    ...{ x: pixels(x), y: pixels(y), width: pixels(Math.max(1, width)), height: pixels(height) },
  });
  const strokes = strokesOf(texture, x, y, width, height);
  const group = { class: `series series-${series % textures.length}` };
  return strokes === ''
    ? draw('g', group, outline)
    : draw('g', group, outline, draw('path', { class: 'strokes', d: strokes }));
}

function strokesOf(texture: (typeof textures)[number], x: number, y: number, width: number, height: number): string {
  if (texture === 'striped') {
    const count = Math.ceil(width / every) - 1;
    return Array.from(
      { length: Math.max(0, count) },
      (_, index) => `M${pixels(x + (index + 1) * every)} ${pixels(y)}v${pixels(height)}`,
    ).join('');
  }
  return texture === 'barred' ? `M${pixels(x)} ${pixels(y + height / 2)}h${pixels(width)}` : '';
}
