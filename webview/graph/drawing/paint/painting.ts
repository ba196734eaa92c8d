import type { ScaledOverlay } from '../overlay/overlay.ts';
import type { TextFitter } from '../text/textFitter.ts';
import type { Scene } from '../scene/scene.ts';
import { noStep } from '../overlay/overlay.ts';
import { boxKind } from '../scene/scene.ts';
import type { BoxPieces } from './boxPieces.ts';
import type { Look } from './look.ts';
import type { Projection } from './projection.ts';
import type { Surface } from './surface.ts';

/** What the painters need: where to, what, and how it looks. */
export interface Painting {
  readonly surface: Surface;
  readonly projection: Projection;
  readonly scene: Scene;
  readonly look: Look;
  readonly fitter: TextFitter;
  readonly pieces: BoxPieces;
  readonly overlay: ScaledOverlay | undefined;
}

/** The step of the ramp that a box is coloured with; `noStep` where it has no value, undefined where it needs none. */
export function overlayStep({ overlay, scene }: Painting, box: number): number | undefined {
  if (overlay === undefined || scene.boxes.kind[box] === boxKind.terminal) return undefined;
  return overlay.steps[box];
}

export function bodyOf(painting: Painting, box: number): string {
  const step = overlayStep(painting, box);
  const { look } = painting;
  return step === undefined || step === noStep ? look.body : look.ramp.bodies[step]!;
}

/** Of a title or of what is second to it. On the colours of an overlay both are of one colour, to be read at all. */
export function textOf(painting: Painting, box: number, tone: 'title' | 'description'): string {
  const step = overlayStep(painting, box);
  const { look } = painting;
  return step === undefined || step === noStep ? look[tone] : look.ramp.texts[step]!;
}

/** A length in device pixels, at least one. */
export function stroke({ projection }: Painting, length: number): number {
  return Math.max(1, Math.round(length * projection.pixel));
}
