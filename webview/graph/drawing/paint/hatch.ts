import type { Place } from './boxes.ts';
import type { Look } from './look.ts';
import { type Painting, stroke } from './painting.ts';

/** Between hatching lines, in CSS pixels at zoom 1, and at least at any zoom. */
const [distance, leastDistance] = [8, 5];

/** Slanting lines over boxes without a value: missing is no colour. As many lines as cross each box, and none outside. */
export function paintHatches(painting: Painting, places: readonly Place[]): void {
  const { surface, look, projection } = painting;
  const step = Math.round(Math.max(leastDistance * projection.pixel, distance * projection.scale));
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

/** The pattern of each look, for one pixel ratio. */
const patterns = new WeakMap<Look, { readonly pixel: number; readonly pattern: CanvasPattern }>();

/**
 * A fill of slanting lines for thousands of small boxes at once. It is fixed to the scene, so that it goes on where a part of
 * it is painted later. Where there are no patterns, a plain one.
 */
export function hatchFill({ surface, look, projection }: Painting): CanvasPattern | string {
  const { pixel, originX, originY } = projection;
  let known = patterns.get(look);
  if (known?.pixel !== pixel) {
    const pattern = surface.createPattern?.(hatchTile(look, pixel), 'repeat');
    if (pattern === null || pattern === undefined) return look.hatch;
    patterns.set(look, (known = { pixel, pattern }));
  }
  known.pattern.setTransform(new DOMMatrix([1, 0, 0, 1, -originX, -originY]));
  return known.pattern;
}

/** One repetition of the pattern. Its line is stronger than that on large boxes: there is less of it. */
function hatchTile(look: Look, pixel: number): OffscreenCanvas {
  const size = Math.round(4 * pixel);
  const tile = new OffscreenCanvas(size, size);
  const context = tile.getContext('2d')!;
  context.fillStyle = look.body;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = look.farHatch;
  context.lineWidth = Math.max(1, pixel);
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, size + 1);
    context.lineTo(shift + size + 1, -1);
  }
  context.stroke();
  return tile;
}
