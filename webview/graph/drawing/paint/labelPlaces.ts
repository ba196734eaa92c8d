import { Found } from '../index/rectangleIndex.ts';
import { boxRectangle, grown, overlaps, type Rectangle } from '../scene/rectangle.ts';
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

type Side = 'right' | 'left';

/**
 * Where the labels of nets stand: beside a piece of their lines, clear of boxes, frames' borders, lines and other labels. Each
 * is worked out by itself when it is first needed. That works because a label on the same side as another one can only reach it
 * across a line; so the right is tried first, and on the left only labels on the right have to be looked for.
 */
export class LabelPlaces {
  private readonly known: Readonly<Record<Side, (LabelPlace | null | undefined)[]>> = { right: [], left: [] };

  constructor(
    private readonly picture: Picture,
    private readonly fitter: TextFitter,
  ) {}

  /** Undefined for nets without a label, and where there is no room. */
  of(net: number): LabelPlace | undefined {
    return this.on('right', net) ?? this.on('left', net);
  }

  private on(side: Side, net: number): LabelPlace | undefined {
    const known = this.known[side];
    let place = known[net];
    if (place === undefined) known[net] = place = this.find(side, net) ?? null;
    return place ?? undefined;
  }

  private find(side: Side, net: number): LabelPlace | undefined {
    const { nets } = this.picture.scene;
    if (nets.label[net] === '') return undefined;
    const text = this.fitter.fit(nets.label[net]!, 'detail', mostWidth, 'start');
    const width = this.fitter.width(text, 'detail');
    for (const { x, top, bottom, path, point } of uprights(nets, net)) {
      const away = nets.pathBadge[path] === 0 ? distance : besideBadge;
      const left = side === 'right' ? x + away : x - away - width;
      for (const y of heights(top, bottom)) {
        const place = { left, top: y, right: left + width, bottom: y + height };
        if (this.isClear(place, point) && (side === 'right' || this.isClearOfLabels(place))) {
          return { x: left, y, width, text };
        }
      }
    }
    return undefined;
  }

  /** Whether no label on the right of its line is there. */
  private isClearOfLabels(place: Rectangle): boolean {
    const found = new Found();
    this.picture.paths.search({ ...place, left: place.left - besideBadge - mostWidth }, found);
    const nets = new Set(Array.from(found.all, (path) => this.picture.netOfPath[path]!));
    return [...nets].every((net) => {
      const other = this.on('right', net);
      if (other === undefined) return true;
      const { x, y, width } = other;
      return !overlaps(place, { left: x, top: y, right: x + width, bottom: y + height });
    });
  }

  /** @param own the point at whose end the piece of line is that the label belongs to */
  private isClear(place: Rectangle, own: number): boolean {
    const { picture } = this;
    const { nets } = picture.scene;
    const found = new Found();
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

/** Where along a line its label may stand: just below the source if that is free, otherwise further down. */
function* heights(top: number, bottom: number): Generator<number> {
  const last = bottom - height - 8;
  yield top + 1;
  const step = Math.max(2 * height, (last - top) / 6);
  for (let y = top + 1 + step; y < last; y += step) yield y;
  if (last > top) yield last;
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
