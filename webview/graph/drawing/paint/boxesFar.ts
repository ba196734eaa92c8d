import { rampSteps } from '../colour/ramp.ts';
import { noStep } from '../overlay/overlay.ts';
import { families } from '../scene/family.ts';
import { hatchFill } from './hatch.ts';
import { overlayStep, type Painting } from './painting.ts';

/** Colours are told by number: steps of the ramp, then families, then what has no value. */
const [firstFamily, noValue] = [rampSteps, rampSteps + families.length];
const colours = noValue + 1;

/** Boxes from afar: plain rectangles in the colour of their family or of the overlay, all of one colour at once. */
export function paintBoxesFar(painting: Painting, boxes: Uint32Array): void {
  const { surface, scene, look, projection } = painting;
  const { x, y, width, height } = scene.boxes;
  const { scale, originX, originY, pixel } = projection;
  const least = Math.max(1, Math.round(pixel));
  const { sorted, ends } = byColour(painting, boxes);
  let at = 0;
  for (let colour = 0; colour < colours; colour++) {
    if (at === ends[colour]) continue;
    surface.fillStyle =
      colour < firstFamily
        ? look.ramp.bodies[colour]!
        : colour < noValue
          ? look.farFamilies[colour - firstFamily]!
          : hatchFill(painting);
    for (; at < ends[colour]!; at++) {
      const box = sorted[at]!;
      const left = Math.round(x[box]! * scale);
      const top = Math.round(y[box]! * scale);
      const right = Math.max(left + least, Math.round((x[box]! + width[box]!) * scale));
      const bottom = Math.max(top + least, Math.round((y[box]! + height[box]!) * scale));
      surface.fillRect(left - originX, top - originY, right - left, bottom - top);
    }
  }
}

function byColour(painting: Painting, boxes: Uint32Array): { sorted: Uint32Array; ends: Uint32Array } {
  const { family } = painting.scene.boxes;
  const keys = new Uint8Array(boxes.length);
  const ends = new Uint32Array(colours);
  boxes.forEach((box, index) => {
    const step = overlayStep(painting, box);
    const key = step === undefined ? firstFamily + family[box]! : step === noStep ? noValue : step;
    keys[index] = key;
    ends[key]!++;
  });
  for (let colour = 1; colour < colours; colour++) ends[colour]! += ends[colour - 1]!;
  const starts = ends.slice();
  const sorted = new Uint32Array(boxes.length);
  for (let index = boxes.length - 1; index >= 0; index--) sorted[--starts[keys[index]!]!] = boxes[index]!;
  return { sorted, ends };
}
