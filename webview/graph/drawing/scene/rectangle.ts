import type { SceneBoxes, SceneNets } from './scene.ts';

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const nowhere: Rectangle = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

export function boxRectangle(boxes: SceneBoxes, box: number): Rectangle {
  const [left, top] = [boxes.x[box]!, boxes.y[box]!];
  return { left, top, right: left + boxes.width[box]!, bottom: top + boxes.height[box]! };
}

export function pathRectangle(nets: SceneNets, path: number): Rectangle {
  let { left, top, right, bottom } = nowhere;
  for (let point = nets.pathStart[path]!; point < nets.pathStart[path + 1]!; point++) {
    const [x, y] = [nets.pointX[point]!, nets.pointY[point]!];
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/** What all of some boxes are in. */
export function boxesRectangle(boxes: SceneBoxes, some: Iterable<number>): Rectangle {
  let all = nowhere;
  for (const box of some) all = union(all, boxRectangle(boxes, box));
  return all;
}

export function union(one: Rectangle, other: Rectangle): Rectangle {
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

export function grown({ left, top, right, bottom }: Rectangle, by: number): Rectangle {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

export function overlaps(one: Rectangle, other: Rectangle): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

export function widthOf({ left, right }: Rectangle): number {
  return Math.max(0, right - left);
}

export function heightOf({ top, bottom }: Rectangle): number {
  return Math.max(0, bottom - top);
}
