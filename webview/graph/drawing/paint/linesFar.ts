import type { Painting } from './painting.ts';

/** Device pixels below which a piece of a line is hidden by the boxes at its ends. */
const leastLength = 2;

/** Lines from afar: each straight piece a rectangle one pixel wide, which costs least. */
export function paintLinesFar({ surface, projection, scene }: Painting, paths: Iterable<number>, colour: string): void {
  const { pathStart, pointX, pointY } = scene.nets;
  const { scale, originX, originY, pixel } = projection;
  const width = Math.max(1, Math.round(pixel));
  surface.fillStyle = colour;
  for (const path of paths) {
    const end = pathStart[path + 1]!;
    let point = pathStart[path]!;
    let fromX = Math.round(pointX[point]! * scale);
    let fromY = Math.round(pointY[point]! * scale);
    for (point++; point < end; point++) {
      const x = Math.round(pointX[point]! * scale);
      const y = Math.round(pointY[point]! * scale);
      const [long, high] = [Math.abs(x - fromX), Math.abs(y - fromY)];
      if (long + high < leastLength) continue;
      const [left, top] = [Math.min(x, fromX) - originX, Math.min(y, fromY) - originY];
      // What was left out before may have shifted a line that goes along an axis by a little.
      if (high < leastLength) surface.fillRect(left, y - originY, long, width);
      else if (long < leastLength) surface.fillRect(x - originX, top, width, high);
      else paintSlope(surface, fromX - originX, fromY - originY, x - originX, y - originY, width);
      fromX = x;
      fromY = y;
    }
  }
}

/** Pieces that are neither horizontal nor vertical. A layout of right angles has none. */
function paintSlope(
  surface: Painting['surface'],
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  width: number,
): void {
  surface.strokeStyle = surface.fillStyle;
  surface.lineWidth = width;
  surface.beginPath();
  surface.moveTo(fromX, fromY);
  surface.lineTo(toX, toY);
  surface.stroke();
}
