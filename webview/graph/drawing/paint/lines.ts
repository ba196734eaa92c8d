import type { Painting } from './painting.ts';
import { stroke } from './painting.ts';
import { type Projection, zoomOf } from './projection.ts';

/** CSS pixels at zoom 1. */
const [lineWidth, cornerRadius, arrowLength, arrowWidth] = [1.25, 6, 7, 6];

/** Zoom from which on lines have arrow heads. */
const arrowZoom = 0.4;

/** The lines of paths: horizontal and vertical with round corners, and an arrow head where a path ends at a box. */
export function paintLines(painting: Painting, paths: Iterable<number>, colour: string, weight = 1): void {
  const { surface, projection } = painting;
  const width = stroke(painting, Math.max(1, lineWidth * zoomOf(projection)) * weight);
  const arrows = zoomOf(projection) >= arrowZoom;
  surface.strokeStyle = colour;
  surface.lineWidth = width;
  surface.setLineDash([]);
  surface.beginPath();
  for (const path of paths) tracePath(painting, path, width, arrows);
  surface.stroke();
  if (!arrows) return;
  surface.fillStyle = colour;
  surface.beginPath();
  for (const path of paths) traceArrow(painting, path, width);
  surface.fill();
}

/** Lines of an odd width are crisp when their middle is in the middle of a pixel. */
function aligned(place: number, width: number): number {
  return Math.round(place) + (width % 2) / 2;
}

function tracePath({ surface, projection, scene }: Painting, path: number, width: number, arrows: boolean): void {
  const { pathStart, pointX, pointY, pathTarget } = scene.nets;
  const { scale, originX, originY } = projection;
  const first = pathStart[path]!;
  const last = pathStart[path + 1]! - 1;
  if (last <= first) return;
  const x = (point: number): number => aligned(pointX[point]! * scale, width) - originX;
  const y = (point: number): number => aligned(pointY[point]! * scale, width) - originY;
  const radius = cornerRadius * scale;
  let [fromX, fromY] = [x(first), y(first)];
  surface.moveTo(fromX, fromY);
  for (let point = first + 1; point < last; point++) {
    const [cornerX, cornerY] = [x(point), y(point)];
    const [toX, toY] = [x(point + 1), y(point + 1)];
    const [before, after] = [Math.hypot(cornerX - fromX, cornerY - fromY), Math.hypot(toX - cornerX, toY - cornerY)];
    const round = Math.min(radius, before / 2, after / 2);
    if (round < 1) {
      surface.lineTo(cornerX, cornerY);
    } else {
      surface.lineTo(cornerX + ((fromX - cornerX) * round) / before, cornerY + ((fromY - cornerY) * round) / before);
      const [endX, endY] = [cornerX + ((toX - cornerX) * round) / after, cornerY + ((toY - cornerY) * round) / after];
      surface.quadraticCurveTo(cornerX, cornerY, endX, endY);
    }
    [fromX, fromY] = [cornerX, cornerY];
  }
  const [endX, endY] = [x(last), y(last)];
  // The line ends inside its arrow head, not at its tip.
  const length = Math.hypot(endX - fromX, endY - fromY);
  const back = arrows && pathTarget[path]! >= 0 && length > 0 ? Math.min(1, (arrowLength * scale * 0.8) / length) : 0;
  surface.lineTo(endX + (fromX - endX) * back, endY + (fromY - endY) * back);
}

function traceArrow({ surface, projection, scene }: Painting, path: number, width: number): void {
  const { pathStart, pointX, pointY, pathTarget } = scene.nets;
  const last = pathStart[path + 1]! - 1;
  if (pathTarget[path]! < 0 || last <= pathStart[path]!) return;
  const tip = at(projection, pointX[last]!, pointY[last]!, width);
  const from = at(projection, pointX[last - 1]!, pointY[last - 1]!, width);
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [alongX, alongY] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const [long, half] = [arrowLength * projection.scale, (arrowWidth / 2) * projection.scale];
  const [baseX, baseY] = [tip.x - alongX * long, tip.y - alongY * long];
  surface.moveTo(tip.x, tip.y);
  surface.lineTo(baseX - alongY * half, baseY + alongX * half);
  surface.lineTo(baseX + alongY * half, baseY - alongX * half);
  surface.closePath();
}

function at({ scale, originX, originY }: Projection, x: number, y: number, width: number): { x: number; y: number } {
  return { x: aligned(x * scale, width) - originX, y: Math.round(y * scale) - originY };
}
