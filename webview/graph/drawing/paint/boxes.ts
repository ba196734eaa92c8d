import { noStep } from '../overlay/overlay.ts';
import { boxMetrics } from '../scene/boxMetrics.ts';
import { boxKind, boxMark } from '../scene/scene.ts';
import { paintHatches } from './hatch.ts';
import { bodyOf, overlayStep, type Painting, stroke } from './painting.ts';
import { toX, toY } from './projection.ts';

/** Where a box is on the surface, in whole pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of its corners. */
  readonly radius: number;
}

export function placeOf({ projection, scene }: Painting, box: number): Place {
  const { x, y, width, height, kind } = scene.boxes;
  const left = toX(projection, x[box]!);
  const top = toY(projection, y[box]!);
  const shownHeight = toY(projection, y[box]! + height[box]!) - top;
  return {
    left,
    top,
    width: toX(projection, x[box]! + width[box]!) - left,
    height: shownHeight,
    radius: kind[box] === boxKind.terminal ? shownHeight / 2 : boxMetrics.radius * projection.scale,
  };
}

/** Bodies, borders, stripes and marks of boxes: all but what is written in them. */
export function paintBoxes(painting: Painting, boxes: ArrayLike<number>, hovered = -1): void {
  const { surface, scene } = painting;
  const { kind, dashed, mark } = scene.boxes;
  const places = Array.from(boxes, (box) => placeOf(painting, box));
  const line = stroke(painting, 1);
  places.forEach((place, index) => {
    const box = boxes[index]!;
    if (kind[box] === boxKind.group) paintStack(painting, place);
    fillRound(painting, place, 0, borderOf(painting, box));
    fillRound(painting, place, line * (mark[box] === boxMark.none ? 1 : 2), fillOf(painting, box, hovered));
  });
  const missing = places.filter((_, index) => overlayStep(painting, boxes[index]!) === noStep);
  if (missing.length > 0) paintHatches(painting, missing);
  places.forEach((place, index) => {
    const box = boxes[index]!;
    if (kind[box] !== boxKind.terminal) paintStripe(painting, box, place);
    if (dashed[box] === 1) paintDashes(painting, place);
    if (mark[box] !== boxMark.none) paintMark(painting, place, mark[box]!);
  });
  surface.setLineDash([]);
}

function fillOf(painting: Painting, box: number, hovered: number): string {
  const plain = (overlayStep(painting, box) ?? noStep) === noStep;
  return box === hovered && plain ? painting.look.hoverBody : bodyOf(painting, box);
}

function borderOf({ look, scene }: Painting, box: number): string {
  const { mark, dashed } = scene.boxes;
  if (mark[box] !== boxMark.none) return look.marks[mark[box]!]!;
  // Dashes are painted over a border of the body's colour.
  return dashed[box] === 1 ? look.body : look.border;
}

function fillRound(
  { surface }: Painting,
  { left, top, width, height, radius }: Place,
  inset: number,
  colour: string,
): void {
  surface.fillStyle = colour;
  surface.beginPath();
  surface.roundRect(
    left + inset,
    top + inset,
    Math.max(0, width - 2 * inset),
    Math.max(0, height - 2 * inset),
    Math.max(0, radius - inset),
  );
  surface.fill();
}

/** A closed group has more below it. */
function paintStack(painting: Painting, place: Place): void {
  const offset = Math.max(stroke(painting, 1), Math.round(3 * painting.projection.scale));
  const below = { ...place, left: place.left + offset, top: place.top + offset };
  const line = stroke(painting, 1);
  fillRound(painting, below, 0, painting.look.border);
  fillRound(painting, below, line, painting.look.background);
}

/** The family, at the left edge. */
function paintStripe(painting: Painting, box: number, { left, top, height, radius }: Place): void {
  const { surface, projection, look, scene } = painting;
  const width = Math.max(2, Math.round(boxMetrics.stripe * projection.scale));
  const corner = Math.min(radius, width);
  const line = stroke(painting, 1);
  if (bodyOf(painting, box) !== look.body) {
    // Beside a colour that means something else.
    surface.fillStyle = look.background;
    surface.fillRect(left + width, top + line, line, height - 2 * line);
  }
  surface.fillStyle = look.families[scene.boxes.family[box]!]!;
  surface.beginPath();
  surface.roundRect(left, top, width, height, [corner, 0, 0, corner]);
  surface.fill();
}

function paintDashes(painting: Painting, { left, top, width, height, radius }: Place): void {
  const { surface, look, projection } = painting;
  const line = stroke(painting, 1.25);
  surface.strokeStyle = look.strongBorder;
  surface.lineWidth = line;
  surface.setLineDash([5 * projection.scale, 3 * projection.scale]);
  surface.beginPath();
  surface.roundRect(left + line / 2, top + line / 2, width - line, height - line, radius - line / 2);
  surface.stroke();
}

/** A sign in the upper right corner: added, removed, changed. Colour alone would not tell. */
function paintMark(painting: Painting, { left, top, width }: Place, mark: number): void {
  const { surface, look, projection } = painting;
  const size = Math.round(14 * projection.scale);
  if (size < 5) return;
  const [x, y] = [left + width - Math.round(size * 0.62), top - Math.round(size * 0.38)];
  fillRound(
    painting,
    { left: x, top: y, width: size, height: size, radius: 3 * projection.scale },
    0,
    look.marks[mark]!,
  );
  const [middleX, middleY, arm] = [x + size / 2, y + size / 2, size * 0.26];
  surface.strokeStyle = look.markTexts[mark]!;
  surface.lineWidth = Math.max(1, size * 0.13);
  surface.setLineDash([]);
  surface.beginPath();
  if (mark === boxMark.changed) {
    surface.moveTo(middleX - arm, middleY + arm * 0.3);
    surface.quadraticCurveTo(middleX - arm * 0.5, middleY - arm * 0.9, middleX, middleY);
    surface.quadraticCurveTo(middleX + arm * 0.5, middleY + arm * 0.9, middleX + arm, middleY - arm * 0.3);
  } else {
    surface.moveTo(middleX - arm, middleY);
    surface.lineTo(middleX + arm, middleY);
    if (mark === boxMark.added) {
      surface.moveTo(middleX, middleY - arm);
      surface.lineTo(middleX, middleY + arm);
    }
  }
  surface.stroke();
}
