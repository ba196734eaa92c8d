import type { Place } from './boxes.ts';
import { type Painting, stroke } from './painting.ts';

/** Between hatching lines, in CSS pixels at zoom 1, and at least at any zoom. */
const [distance, leastDistance] = [8, 5];

/** Slanting lines over boxes without a value: missing is no colour. As many lines as cross each box, and none outside. */
export function paintHatches(painting: Painting, places: readonly Place[]): void {
  const { surface, look, projection } = painting;
  const step = Math.max(leastDistance * projection.pixel, distance * projection.scale);
  surface.strokeStyle = look.hatch;
  surface.lineWidth = stroke(painting, 1);
  surface.setLineDash([]);
  surface.beginPath();
  for (const { left, top, width, height } of places) {
    const inset = surface.lineWidth;
    const [right, bottom] = [left + width - inset, top + height - inset];
    // Lines x + y = constant, between the corners of upper left and lower right.
    for (let sum = left + top + 2 * inset + step; sum < right + bottom; sum += step) {
      const startX = Math.min(right, sum - (top + inset));
      const endX = Math.max(left + inset, sum - bottom);
      surface.moveTo(startX, sum - startX);
      surface.lineTo(endX, sum - endX);
    }
  }
  surface.stroke();
}
