import { boxMetrics } from '../scene/boxMetrics.ts';
import { boxMark } from '../scene/scene.ts';
import { placeOf } from './boxes.ts';
import { type Painting, stroke } from './painting.ts';

/** Frames of open groups, outer ones first; their names are painted later, above everything. */
export function paintFrames(painting: Painting, frames: Uint32Array): void {
  const { surface, look, scene } = painting;
  const line = stroke(painting, 1);
  const radius = Math.min(6, boxMetrics.radius + 2) * painting.projection.scale;
  for (const frame of frames) {
    const { left, top, width, height } = placeOf(painting, frame);
    if (width < 2 || height < 2) continue;
    const mark = scene.boxes.mark[frame]!;
    surface.fillStyle = mark === boxMark.none ? look.frameBorder : look.marks[mark]!;
    surface.beginPath();
    surface.roundRect(left, top, width, height, radius);
    surface.fill();
    surface.fillStyle = look.frame;
    surface.beginPath();
    surface.roundRect(
      ...([left + line, top + line, Math.max(0, width - 2 * line), Math.max(0, height - 2 * line)] as const),
      Math.max(0, radius - line),
    );
    surface.fill();
  }
}
