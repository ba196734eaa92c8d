import { boxMetrics } from '../scene/boxMetrics.ts';
import { boxKind } from '../scene/scene.ts';
import { type FontName, fontAt, fonts } from '../text/fonts.ts';
import type { Piece } from './boxPieces.ts';
import { placeOf } from './boxes.ts';
import { paintChevron } from './chevron.ts';
import { type Painting, textOf } from './painting.ts';
import { toX, toY } from './projection.ts';

const fontNames = Object.keys(fonts) as FontName[];

/** All that is written in boxes, for reading from near. One font after the other, since changing it costs. */
export function paintBoxTexts(painting: Painting, boxes: Iterable<number>): void {
  const { surface, projection, scene, look, pieces } = painting;
  const { x, y, kind } = scene.boxes;
  surface.textAlign = 'left';
  const written = Array.from(boxes, (box) => ({
    box,
    left: toX(projection, x[box]!),
    top: toY(projection, y[box]!),
    pieces: pieces.of(box),
  }));
  for (const { box, left, top, pieces: all } of written) {
    if (kind[box] !== boxKind.group) continue;
    paintCountPill(
      painting,
      left,
      top,
      all.find(({ tone }) => tone === 'count')!,
    );
    const middle = boxMetrics.paddingTop + boxMetrics.lineHeights[0] / 2;
    paintChevron(painting, {
      x: left + (boxMetrics.paddingLeft + 5) * projection.scale,
      y: top + middle * projection.scale,
      open: false,
      colour: textOf(painting, box, 'title'),
      scale: projection.scale,
    });
  }
  for (const font of fontNames) {
    surface.font = fontAt(font, projection.scale, look.fontFamily);
    for (const { box, left, top, pieces: all } of written) {
      for (const piece of all) {
        if (piece.font !== font || piece.text === '') continue;
        surface.fillStyle = colourOf(painting, box, piece);
        const { scale } = projection;
        surface.fillText(piece.text, left + piece.x * scale, Math.round(top + piece.baseline * scale));
      }
    }
  }
}

function colourOf(painting: Painting, box: number, { tone }: Piece): string {
  if (tone === 'count') return painting.look.countText;
  // A family is seen on the body of the theme only; on data it is told by its letter.
  return textOf(painting, box, tone === 'family' ? 'title' : tone);
}

function paintCountPill(
  { surface, projection, look, fitter }: Painting,
  left: number,
  top: number,
  count: Piece,
): void {
  const { countPadding, countHeight, paddingTop, lineHeights } = boxMetrics;
  const { scale } = projection;
  const width = fitter.width(count.text, count.font) + 2 * countPadding;
  surface.fillStyle = look.count;
  surface.beginPath();
  surface.roundRect(
    left + (count.x - countPadding) * scale,
    top + (paddingTop + (lineHeights[0] - countHeight) / 2) * scale,
    width * scale,
    countHeight * scale,
    (countHeight / 2) * scale,
  );
  surface.fill();
}

/** CSS pixels of letters that can just be read, and of titles alone in their boxes. */
const [leastLetters, mostLetters] = [6.5, 10.5];
/** How much of a box's height a title alone in it may take. */
const share = 0.62;

/** Titles alone, larger than they would be, so that operators can still be told when nothing else can. */
export function paintTitles(painting: Painting, boxes: Iterable<number>): void {
  const { surface, projection, scene, look, fitter } = painting;
  const { pixel, scale } = projection;
  const natural = fonts.title.size;
  surface.textAlign = 'left';
  let font = '';
  for (const box of boxes) {
    const { left, top, width, height } = placeOf(painting, box);
    const most = Math.min(Math.max(mostLetters, (natural * scale) / pixel) * pixel, share * height);
    if (most < leastLetters * pixel) continue;
    const isTerminal = scene.boxes.kind[box] === boxKind.terminal;
    const before = isTerminal ? height / 4 : boxMetrics.stripe * scale + 3 * pixel;
    const room = width - before - (isTerminal ? before : 3 * pixel);
    const title = scene.boxes.title[box]!;
    const fits = (room / fitter.width(title, 'title')) * natural;
    const size = Math.max(leastLetters * pixel, Math.min(most, fits));
    const text = fitter.fit(title, 'title', (room / size) * natural, 'start');
    if (text === '') continue;
    const wanted = fontAt('title', size / natural, look.fontFamily);
    if (wanted !== font) surface.font = font = wanted;
    surface.fillStyle = textOf(painting, box, 'title');
    const spare = isTerminal ? room - (fitter.width(text, 'title') * size) / natural : 0;
    surface.fillText(text, left + before + spare / 2, Math.round(top + height / 2 + size * 0.36));
  }
}
