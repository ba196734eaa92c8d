import { isIncomplete } from '../overlay/overlay.ts';
import { formatQuantity } from '../overlay/unit.ts';
import { paintHatches } from '../paint/hatch.ts';
import type { Painting } from '../paint/painting.ts';
import { fontAt, type FontName } from '../text/fonts.ts';

/** CSS pixels. */
const [ramp, swatch, line, gap] = [{ width: 128, height: 10 }, { width: 18, height: 12 }, 18, 8];

/** What the legend of an exported drawing takes below it, in CSS pixels. */
export const legendHeight = 3 * line;

/** What the colours of an overlay mean, beside an exported drawing: without it they mean nothing. In device pixels. */
export function paintLegend(painting: Painting, left: number, top: number, noData: string): void {
  const { surface, look, overlay, fitter, projection, scene } = painting;
  if (overlay === undefined) return;
  const { pixel } = projection;
  const write = (text: string, font: FontName, colour: string, x: number, row: number): number => {
    surface.font = fontAt(font, pixel, look.fontFamily);
    surface.fillStyle = colour;
    surface.fillText(text, left + x * pixel, Math.round(top + (row * line + 13) * pixel));
    return x + fitter.width(text, font);
  };
  surface.textAlign = 'left';
  write(overlay.overlay.name, 'title', look.title, 0, 0);
  if (overlay.ends !== undefined) {
    const [weak, strong] = overlay.ends.map((end) => formatQuantity(end, overlay.overlay.unit));
    const start = write(weak!, 'detail', look.description, 0, 1) + gap;
    const width = (ramp.width * pixel) / look.ramp.bodies.length;
    look.ramp.bodies.forEach((body, step) => {
      surface.fillStyle = body;
      // Each a little wider, so that no gaps are seen between them.
      surface.fillRect(left + start * pixel + step * width, top + (line + 4) * pixel, width + 0.5, ramp.height * pixel);
    });
    write(strong!, 'detail', look.description, start + ramp.width + gap, 1);
  }
  if (!isIncomplete(overlay, scene.boxes)) return;
  const [width, height] = [swatch.width * pixel, swatch.height * pixel];
  paintHatches(painting, [{ left, top: Math.round(top + (2 * line + 3) * pixel), width, height, radius: 0 }]);
  write(noData, 'detail', look.description, swatch.width + gap, 2);
}
