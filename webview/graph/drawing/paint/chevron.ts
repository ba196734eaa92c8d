import { type Painting, stroke } from './painting.ts';

export interface Chevron {
  /** Its middle, in device pixels. */
  readonly x: number;
  readonly y: number;
  readonly open: boolean;
  readonly colour: string;
  /** Device pixels to one unit of it, which is 7 units wide. */
  readonly scale: number;
}

/** The sign of what can be opened (pointing right) and closed (pointing down), as VS Code's trees have it. */
export function paintChevron(painting: Painting, { x, y, open, colour, scale }: Chevron): void {
  const { surface } = painting;
  const [long, short] = [3.5 * scale, 1.75 * scale];
  surface.strokeStyle = colour;
  surface.lineWidth = Math.max(stroke(painting, 1), 1.2 * scale);
  surface.setLineDash([]);
  surface.beginPath();
  if (open) {
    surface.moveTo(x - long, y - short);
    surface.lineTo(x, y + short);
    surface.lineTo(x + long, y - short);
  } else {
    surface.moveTo(x - short, y - long);
    surface.lineTo(x + short, y);
    surface.lineTo(x - short, y + long);
  }
  surface.stroke();
}
