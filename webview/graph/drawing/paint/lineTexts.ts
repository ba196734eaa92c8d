import type { LabelPlaces } from './labelPlaces.ts';
import { labelMetrics } from './labelPlaces.ts';
import type { SceneNets } from '../scene/scene.ts';
import { fontAt } from '../text/fonts.ts';
import { type Painting, stroke } from './painting.ts';
import { toX, toY } from './projection.ts';

/** What is told beside lines: types and shapes. */
export function paintLabels(painting: Painting, labels: LabelPlaces, nets: Iterable<number>): void {
  const { surface, projection, look } = painting;
  const { scale } = projection;
  surface.font = fontAt('detail', scale, look.fontFamily);
  surface.textAlign = 'left';
  surface.fillStyle = look.label;
  for (const net of nets) {
    const place = labels.of(net);
    if (place === undefined) continue;
    const baseline = Math.round(toY(projection, place.y) + labelMetrics.baseline * scale);
    surface.fillText(place.text, toX(projection, place.x), baseline);
  }
}

/** CSS pixels at zoom 1. */
const badge = { height: 14, padding: 4, radius: 3, baseline: 10.5 } as const;

/** What a line carries, such as `u8`: a badge on the longest piece of it. */
export function paintBadges(painting: Painting, paths: Iterable<number>): void {
  const { surface, projection, scene, look, fitter } = painting;
  const { scale } = projection;
  surface.font = fontAt('badge', scale, look.fontFamily);
  surface.textAlign = 'center';
  for (const path of paths) {
    const number = scene.nets.pathBadge[path]!;
    if (number === 0) continue;
    const text = scene.nets.badges[number - 1]!;
    const { x, y } = longestMiddle(scene.nets, path);
    const width = Math.round((fitter.width(text, 'badge') + 2 * badge.padding) * scale);
    const height = Math.round(badge.height * scale);
    const [left, top] = [Math.round(toX(projection, x) - width / 2), Math.round(toY(projection, y) - height / 2)];
    const line = stroke(painting, 1);
    for (const [inset, colour] of [
      [0, look.badgeBorder],
      [line, look.badge],
    ] as const) {
      surface.fillStyle = colour;
      surface.beginPath();
      surface.roundRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset, badge.radius * scale - inset);
      surface.fill();
    }
    surface.fillStyle = look.badgeText;
    surface.fillText(text, left + width / 2, Math.round(top + badge.baseline * scale));
  }
  surface.textAlign = 'left';
}

/** The middle of the longest straight piece of a path. */
function longestMiddle(nets: SceneNets, path: number): { readonly x: number; readonly y: number } {
  let middle = { x: nets.pointX[nets.pathStart[path]!]!, y: nets.pointY[nets.pathStart[path]!]! };
  let longest = -1;
  for (let point = nets.pathStart[path]! + 1; point < nets.pathStart[path + 1]!; point++) {
    const [x, y] = [nets.pointX[point]!, nets.pointY[point]!];
    const [fromX, fromY] = [nets.pointX[point - 1]!, nets.pointY[point - 1]!];
    const length = Math.abs(x - fromX) + Math.abs(y - fromY);
    if (length <= longest) continue;
    longest = length;
    middle = { x: (x + fromX) / 2, y: (y + fromY) / 2 };
  }
  return middle;
}
