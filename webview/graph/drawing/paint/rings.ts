import { grown } from '../scene/rectangle.ts';
import { boxKind } from '../scene/scene.ts';
import { placeOf } from './boxes.ts';
import { type Painting, stroke } from './painting.ts';

/** How a ring around boxes looks, in CSS pixels. */
export interface Ring {
  readonly colour: string;
  readonly width: number;
  /** Between a box and the ring. */
  readonly distance: number;
  /** From afar a ring is at least so large: what it is around can be found. */
  readonly least: number;
}

/** Rings around boxes: what is selected, what a search found. */
export function paintRings(painting: Painting, boxes: Iterable<number>, ring: Ring): void {
  const { surface, projection, scene } = painting;
  const width = stroke(painting, ring.width);
  const outside = Math.round(ring.distance * projection.pixel) + width / 2;
  const least = ring.least * projection.pixel;
  surface.strokeStyle = ring.colour;
  surface.lineWidth = width;
  surface.setLineDash([]);
  surface.beginPath();
  for (const box of boxes) {
    const place = placeOf(painting, box);
    const round = scene.boxes.kind[box] === boxKind.frame ? 1.5 * place.radius : place.radius;
    const [right, bottom] = [place.left + place.width, place.top + place.height];
    const around = grown({ left: place.left, top: place.top, right, bottom }, outside);
    const across = Math.max(0, Math.round((least - (around.right - around.left)) / 2));
    const down = Math.max(0, Math.round((least - (around.bottom - around.top)) / 2));
    const [w, h] = [around.right - around.left + 2 * across, around.bottom - around.top + 2 * down];
    surface.roundRect(around.left - across, around.top - down, w, h, Math.min(round + outside, w / 2, h / 2));
  }
  surface.stroke();
}
