import { boxRectangle, type Rectangle } from '../scene/rectangle.ts';
import { boxKind, type Scene } from '../scene/scene.ts';

/** Fewer boxes in the window, where there are more, say nothing of a graph. */
const leastBoxes = 3;

/** The uppermost box: where a graph begins. */
export function startOf({ boxes }: Scene): Rectangle {
  let first = boxes.kind.findIndex((kind) => kind !== boxKind.frame);
  boxes.y.forEach((y, box) => {
    if (boxes.kind[box] !== boxKind.frame && y < boxes.y[first]!) first = box;
  });
  return boxRectangle(boxes, Math.max(0, first));
}

/** Whether a part of a scene has so much in it that a person who looks at it first sees a graph. */
export function hasBoxesIn({ boxes }: Scene, part: Rectangle): boolean {
  let seen = 0;
  let all = 0;
  boxes.kind.forEach((kind, box) => {
    if (kind === boxKind.frame) return;
    all++;
    const { left, top, right, bottom } = boxRectangle(boxes, box);
    if (left < part.right && right > part.left && top < part.bottom && bottom > part.top) seen++;
  });
  return seen >= Math.min(leastBoxes, all);
}
