import { Found } from '../index/rectangleIndex.ts';
import { boxRectangle, grown, type Rectangle } from '../scene/rectangle.ts';
import { boxMetrics } from '../scene/boxMetrics.ts';
import type { SceneBoxes, SceneNets } from '../scene/scene.ts';
import type { TextFitter } from '../text/textFitter.ts';
import type { Picture } from './picture.ts';

/** CSS pixels at zoom 1. */
const [height, distance, besideBadge, mostWidth] = [14, 5, 16, 180] as const;

export const labelMetrics = { height, mostWidth, baseline: 11 } as const;

/** A text beside a line: its upper left corner, in the scene. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
}

/** Where the labels of nets stand, each to the right of a piece of its line, clear of boxes and of other lines. */
export class LabelPlaces {
  private readonly known: (LabelPlace | null | undefined)[] = [];
  private readonly found = new Found();

  constructor(
    private readonly picture: Picture,
    private readonly fitter: TextFitter,
  ) {}

  /** Worked out when it is first needed; undefined for nets without a label, and where there is no room. */
  of(net: number): LabelPlace | undefined {
    let place = this.known[net];
    if (place === undefined) this.known[net] = place = this.find(net) ?? null;
    return place ?? undefined;
  }

  private find(net: number): LabelPlace | undefined {
    const { nets } = this.picture.scene;
    if (nets.label[net] === '') return undefined;
    const text = this.fitter.fit(nets.label[net]!, 'detail', mostWidth, 'start');
    const width = this.fitter.width(text, 'detail');
    for (const { x, top, bottom, path, point } of uprights(nets, net)) {
      const left = x + (nets.pathBadge[path] === 0 ? distance : besideBadge);
      // Just below the source if that is free; otherwise in the middle or further down.
      for (const y of [top + 2, (top + bottom - height) / 2, bottom - height - 8]) {
        if (y < top || y + height > bottom) continue;
        const place = { left, top: y, right: left + width, bottom: y + height };
        if (this.isClear(place, point)) return { x: left, y, width, text };
      }
    }
    return undefined;
  }

  /** @param own the point at whose end the piece of line is that the label belongs to */
  private isClear(place: Rectangle, own: number): boolean {
    const { picture, found } = this;
    const { nets } = picture.scene;
    found.clear();
    picture.boxes.search(grown(place, 2), found);
    if (found.all.length > 0) return false;
    picture.frames.search(place, found);
    if (!found.all.every((frame) => isInside(picture.scene.boxes, frame, place))) return false;
    found.clear();
    picture.paths.search(place, found);
    for (const path of found.all) {
      for (let point = nets.pathStart[path]! + 1; point < nets.pathStart[path + 1]!; point++) {
        if (point !== own && crosses(nets, point, place)) return false;
      }
    }
    return true;
  }
}

/** Whether a label is in a frame, off its border and its name. */
function isInside(boxes: SceneBoxes, frame: number, { left, top, right, bottom }: Rectangle): boolean {
  const box = boxRectangle(boxes, frame);
  return left > box.left && right < box.right && bottom < box.bottom && top > box.top + boxMetrics.frameHeader;
}

/** Vertical pieces of a net's lines that are long enough for a label, nearest to the source first. */
function* uprights(nets: SceneNets, net: number) {
  for (let path = nets.firstPath[net]!; path < nets.firstPath[net + 1]!; path++) {
    for (let point = nets.pathStart[path]! + 1; point < nets.pathStart[path + 1]!; point++) {
      const [x, before] = [nets.pointX[point]!, nets.pointX[point - 1]!];
      const top = Math.min(nets.pointY[point - 1]!, nets.pointY[point]!);
      const bottom = Math.max(nets.pointY[point - 1]!, nets.pointY[point]!);
      if (Math.abs(x - before) < 0.5 && bottom - top >= height) yield { x, top, bottom, path, point };
    }
  }
}

/** Whether the straight line that ends at a point touches a rectangle: by its box, since lines go along the axes. */
function crosses(nets: SceneNets, point: number, { left, top, right, bottom }: Rectangle): boolean {
  const [x, y] = [nets.pointX[point]!, nets.pointY[point]!];
  const [fromX, fromY] = [nets.pointX[point - 1]!, nets.pointY[point - 1]!];
  return (
    Math.max(x, fromX) > left && Math.min(x, fromX) < right && Math.max(y, fromY) > top && Math.min(y, fromY) < bottom
  );
}
