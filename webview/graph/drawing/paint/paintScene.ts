import { Found } from '../index/rectangleIndex.ts';
import { grown, type Rectangle } from '../scene/rectangle.ts';
import { paintBoxes } from './boxes.ts';
import { paintBoxesFar } from './boxesFar.ts';
import { paintBoxTexts, paintTitles } from './boxTexts.ts';
import { paintFrames } from './frames.ts';
import { type LabelPlaces, labelMetrics } from './labelPlaces.ts';
import { type Level, levelAt } from './level.ts';
import { paintLines } from './lines.ts';
import { paintLinesFar } from './linesFar.ts';
import { paintBadges, paintLabels } from './lineTexts.ts';
import type { Painting } from './painting.ts';
import type { Picture } from './picture.ts';
import { sceneUnder, zoomOf } from './projection.ts';

/** CSS pixels at zoom 1 by which signs and strokes reach beyond what they belong to. */
const reach = 12;

/** A scene and where its labels stand, ready to be painted again and again. */
export interface Staged {
  readonly picture: Picture;
  readonly labels: LabelPlaces;
}

const found = new Found();

/** Paints what is seen in a part of the surface, given in device pixels. What is beyond it may be touched too. */
export function paintScene(
  painting: Painting,
  { picture, labels }: Staged,
  device: Rectangle,
  level: Level = levelAt(zoomOf(painting.projection)),
): void {
  const { surface, look, projection } = painting;
  surface.fillStyle = look.background;
  surface.fillRect(device.left, device.top, device.right - device.left, device.bottom - device.top);

  const part = grown(sceneUnder(projection, device), reach);
  // Outer frames have lower numbers.
  paintFrames(painting, search(picture.frames, part).sort());
  const lines = linesOf(picture, search(picture.paths, part));
  const paint = level === 'far' ? paintLinesFar : paintLines;
  paint(painting, lines.minor, look.minorLine);
  paint(painting, lines.major, look.line);
  if (level === 'near') {
    paintLabels(painting, labels, netsNear(picture, part));
    paintBadges(painting, search(picture.paths, part));
  }
  const boxes = search(picture.boxes, part);
  if (level === 'far') return paintBoxesFar(painting, boxes);
  paintBoxes(painting, boxes);
  if (level === 'near') paintBoxTexts(painting, boxes);
  else paintTitles(painting, boxes);
}

/** What an index has in a part of the scene, until the next search. */
function search(index: Picture['boxes'], part: Rectangle): Uint32Array {
  found.clear();
  index.search(part, found);
  return found.all;
}

/** Paths, apart by how loud they are. */
function linesOf({ scene, netOfPath }: Picture, paths: Uint32Array): { major: number[]; minor: number[] } {
  const lines: { major: number[]; minor: number[] } = { major: [], minor: [] };
  for (const path of paths) (scene.nets.minor[netOfPath[path]!] === 1 ? lines.minor : lines.major).push(path);
  return lines;
}

/** Nets whose labels may be in a part of the scene: they stand to the right or the left of their lines. */
function netsNear(picture: Picture, part: Rectangle): ReadonlySet<number> {
  const reach = labelMetrics.mostWidth;
  const paths = search(picture.paths, { ...part, left: part.left - reach, right: part.right + reach });
  return new Set(Array.from(paths, (path) => picture.netOfPath[path]!));
}
