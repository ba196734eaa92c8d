import { Found } from '../index/rectangleIndex.ts';
import { paintBoxes } from '../paint/boxes.ts';
import { paintBoxesFar } from '../paint/boxesFar.ts';
import { paintBoxTexts, paintTitles } from '../paint/boxTexts.ts';
import { type FrameTitle, layOutFrameTitles, paintFrameTitles } from '../paint/frameTitles.ts';
import { levelAt } from '../paint/level.ts';
import { paintLines } from '../paint/lines.ts';
import { paintLinesFar } from '../paint/linesFar.ts';
import { paintBadges, paintLabels } from '../paint/lineTexts.ts';
import type { Painting } from '../paint/painting.ts';
import { paintScene } from '../paint/paintScene.ts';
import { type Projection, sceneUnder, zoomOf } from '../paint/projection.ts';
import { paintRings } from '../paint/rings.ts';
import { boxRectangle, overlaps, pathRectangle, type Rectangle } from '../scene/rectangle.ts';
import { boxKind } from '../scene/scene.ts';
import type { Marked, Target } from './marked.ts';
import type { Shown } from './shown.ts';
import { StillLayer } from './stillLayer.ts';

/** Boxes whose lines are shown above others when they are selected, at most: of more there would be only lines. */
const mostTraced = 32;

/** Paints what a person sees: the scene, which is kept from frame to frame, and above it what changes with every gesture. */
export class CanvasPainter {
  private readonly still = new StillLayer();
  private readonly found = new Found();

  /** Everything is painted anew: the scene, its style, or what is marked has changed. */
  invalidate(): void {
    this.still.invalidate();
  }

  /** @returns where names of frames are now */
  paint(
    context: CanvasRenderingContext2D,
    shown: Shown,
    projection: Projection,
    marked: Marked,
    target: Target | undefined,
  ): readonly FrameTitle[] {
    const { width, height } = context.canvas;
    const window = { left: 0, top: 0, right: width, bottom: height };
    this.still.update(projection, width, height, (surface, part) => {
      const painting = shown.painting(surface, projection);
      paintScene(painting, shown, part);
      markBoxes(painting, marked, part);
    });
    const painting = shown.painting(context, projection);
    const seen = sceneUnder(projection, window);
    const { look } = painting;
    const isDimmed = marked.emphasis !== undefined;
    if (isDimmed) {
      context.fillStyle = look.background;
      context.fillRect(0, 0, width, height);
      context.globalAlpha = look.dimmed;
    }
    context.drawImage(this.still.canvas, 0, 0);
    context.globalAlpha = 1;
    if (marked.emphasis !== undefined) {
      paintLinesAbove(painting, shown, inPart(painting, marked.emphasis.paths, seen));
      const boxes = [...marked.emphasis.boxes].filter((box) => isSeen(painting, box, seen));
      paintBoxesAbove(painting, boxes);
      markBoxes(painting, marked, window, boxes);
    }
    this.paintTraces(painting, shown, marked, target, seen);
    const hovered = target?.kind === 'box' ? target.box : -1;
    if (hovered >= 0 && painting.scene.boxes.kind[hovered] !== boxKind.frame)
      this.paintHovered(painting, hovered, marked);
    if (marked.currentHit >= 0) {
      paintRings(painting, [marked.currentHit], { colour: look.currentHit, width: 4, distance: 1, least: 16 });
    }
    this.found.clear();
    shown.picture.frames.search(seen, this.found);
    const titles = layOutFrameTitles(painting, this.found.all.sort(), context.canvas);
    paintFrameTitles(painting, titles, hovered);
    return titles;
  }

  /** The lines of what is selected and of what the pointer is on, in the colour of the focus. */
  private paintTraces(
    painting: Painting,
    shown: Shown,
    { selected, selectedNets, emphasis }: Marked,
    target: Target | undefined,
    seen: Rectangle,
  ): void {
    const paths = new Set<number>();
    const boxes = emphasis === undefined && selected.size <= mostTraced ? [...selected] : [];
    if (target?.kind === 'box') boxes.push(target.box);
    for (const box of boxes) for (const path of shown.connections.linesOf(box)) paths.add(path);
    const { firstPath } = shown.scene.nets;
    for (const net of target?.kind === 'net' ? [...selectedNets, target.net] : selectedNets) {
      for (let path = firstPath[net]!; path < firstPath[net + 1]!; path++) paths.add(path);
    }
    paintLinesAbove(painting, shown, inPart(painting, paths, seen));
  }

  private paintHovered(painting: Painting, box: number, marked: Marked): void {
    if (levelAt(zoomOf(painting.projection)) === 'far') {
      paintRings(painting, [box], { colour: painting.look.focus, width: 1, distance: 1, least: 8 });
    } else {
      paintBoxesAbove(painting, [box], box);
    }
    markBoxes(painting, marked, undefined, [box]);
  }
}

/** Rings around what is selected and what a search found, as far as they are in a part of the surface. */
function markBoxes(
  painting: Painting,
  { selected, hits }: Marked,
  part: Rectangle | undefined,
  only?: readonly number[],
): void {
  const { look, projection } = painting;
  const seen = part === undefined ? undefined : sceneUnder(projection, part);
  // Rings reach beyond their boxes by less than this.
  const reach = 24 / zoomOf(projection);
  const among = (boxes: ReadonlySet<number>): readonly number[] =>
    only === undefined
      ? [...boxes].filter((box) => isSeen(painting, box, seen!, reach))
      : only.filter((box) => boxes.has(box));
  const found = among(hits);
  if (found.length > 0) paintRings(painting, found, { colour: look.hit, width: 2, distance: 1, least: 10 });
  const chosen = among(selected);
  if (chosen.length > 0) paintRings(painting, chosen, { colour: look.focus, width: 2, distance: 1, least: 14 });
}

function paintBoxesAbove(painting: Painting, all: readonly number[], hovered = -1): void {
  const level = levelAt(zoomOf(painting.projection));
  const boxes = all.filter((box) => painting.scene.boxes.kind[box] !== boxKind.frame);
  if (level === 'far') return paintBoxesFar(painting, Uint32Array.from(boxes));
  paintBoxes(painting, boxes, hovered);
  if (level === 'near') paintBoxTexts(painting, boxes);
  else paintTitles(painting, boxes);
}

function paintLinesAbove(painting: Painting, { picture, labels }: Shown, paths: readonly number[]): void {
  if (paths.length === 0) return;
  const level = levelAt(zoomOf(painting.projection));
  if (level === 'far') return paintLinesFar(painting, paths, painting.look.focus);
  paintLines(painting, paths, painting.look.focus, 1.5);
  if (level !== 'near') return;
  paintLabels(painting, labels, new Set(paths.map((path) => picture.netOfPath[path]!)));
  paintBadges(painting, paths);
}

function isSeen({ scene }: Painting, box: number, seen: Rectangle, reach = 0): boolean {
  const { left, top, right, bottom } = boxRectangle(scene.boxes, box);
  return overlaps({ left: left - reach, top: top - reach, right: right + reach, bottom: bottom + reach }, seen);
}

function inPart({ scene }: Painting, paths: Iterable<number>, seen: Rectangle): readonly number[] {
  const touches = ({ left, top, right, bottom }: Rectangle): boolean =>
    left <= seen.right && right >= seen.left && top <= seen.bottom && bottom >= seen.top;
  return [...paths].filter((path) => touches(pathRectangle(scene.nets, path)));
}
