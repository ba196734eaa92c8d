import { Found } from '../index/rectangleIndex.ts';
import { type FrameTitle, titleChevronWidth } from '../paint/frameTitles.ts';
import { boxMetrics } from '../scene/boxMetrics.ts';
import { type Projection, zoomOf } from '../paint/projection.ts';
import type { Picture } from '../paint/picture.ts';
import { boxRectangle } from '../scene/rectangle.ts';
import { boxKind, type SceneNets } from '../scene/scene.ts';
import type { Point } from '../viewport/viewport.ts';
import type { Target } from './marked.ts';

/** CSS pixels by which a pointer may miss a small box, and a line. */
const [boxReach, lineReach] = [4, 5];

/**
 * What is at a point of the surface, given in device pixels: a name of a frame, a box, or a line. From afar, where boxes are
 * smaller than what a hand can hit, the nearest one.
 */
export function targetAt(
  picture: Picture,
  projection: Projection,
  titles: readonly FrameTitle[],
  { x, y }: Point,
): Target | undefined {
  const title = titles.findLast(
    ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
  );
  if (title !== undefined) {
    const part = x < title.left + titleChevronWidth({ projection }) ? 'chevron' : 'body';
    return { kind: 'box', box: title.frame, part };
  }
  const point = { x: (x + projection.originX) / projection.scale, y: (y + projection.originY) / projection.scale };
  const zoom = zoomOf(projection);
  const box = boxAt(picture, point, Math.max(0, boxReach - 10 * zoom) / zoom);
  if (box !== undefined) return { kind: 'box', box, part: partOf(picture, box, point) };
  const net = netAt(picture, point, lineReach / zoom);
  return net === undefined ? undefined : { kind: 'net', net };
}

function boxAt(picture: Picture, { x, y }: Point, reach: number): number | undefined {
  const { boxes } = picture.scene;
  const found = new Found();
  picture.boxes.search({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }, found);
  const distance = (box: number): number => {
    const { left, top, right, bottom } = boxRectangle(boxes, box);
    return Math.max(left - x, x - right, 0) + Math.max(top - y, y - bottom, 0);
  };
  return nearest(found.all, distance);
}

function partOf({ scene }: Picture, box: number, { x, y }: Point): 'body' | 'chevron' {
  const { boxes } = scene;
  if (boxes.kind[box] !== boxKind.group) return 'body';
  const { paddingLeft, chevron, paddingTop, lineHeights } = boxMetrics;
  const besides = x - boxes.x[box]! < paddingLeft + chevron;
  return besides && y - boxes.y[box]! < paddingTop + lineHeights[0] ? 'chevron' : 'body';
}

function netAt(picture: Picture, point: Point, reach: number): number | undefined {
  const found = new Found();
  const { x, y } = point;
  picture.paths.search({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }, found);
  const { nets } = picture.scene;
  const within = found.all.filter((path) => distanceTo(nets, path, point) <= reach);
  const path = nearest(within, (each) => distanceTo(nets, each, point));
  return path === undefined ? undefined : picture.netOfPath[path];
}

function distanceTo(nets: SceneNets, path: number, { x, y }: Point): number {
  let least = Infinity;
  for (let point = nets.pathStart[path]! + 1; point < nets.pathStart[path + 1]!; point++) {
    const [fromX, fromY] = [nets.pointX[point - 1]!, nets.pointY[point - 1]!];
    const [acrossX, acrossY] = [nets.pointX[point]! - fromX, nets.pointY[point]! - fromY];
    const square = acrossX * acrossX + acrossY * acrossY;
    const along = square === 0 ? 0 : ((x - fromX) * acrossX + (y - fromY) * acrossY) / square;
    const part = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - fromX - part * acrossX, y - fromY - part * acrossY));
  }
  return least;
}

function nearest(all: Uint32Array, distance: (each: number) => number): number | undefined {
  let [best, least] = [undefined as number | undefined, Infinity];
  for (const each of all) {
    const away = distance(each);
    // Of equals the one with the lower number, whatever order they were found in.
    if (away < least || (away === least && each < best!)) [best, least] = [each, away];
  }
  return best;
}
