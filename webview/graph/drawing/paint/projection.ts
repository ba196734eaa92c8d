import { type Rectangle } from '../scene/rectangle.ts';

/** Where the scene is on a surface, in pixels of the device. */
export interface Projection {
  /** Device pixels to one unit of the scene. */
  readonly scale: number;
  /** Device pixels to one CSS pixel. */
  readonly pixel: number;
  /** The scene's 0, 0 is as many device pixels left of and above the surface's corner. Whole numbers. */
  readonly originX: number;
  readonly originY: number;
}

/**
 * Places are rounded to device pixels before the origin is taken away: lines are crisp, and a scene that is shifted by whole
 * pixels is the same picture.
 */
export function toX({ scale, originX }: Projection, x: number): number {
  return Math.round(x * scale) - originX;
}

export function toY({ scale, originY }: Projection, y: number): number {
  return Math.round(y * scale) - originY;
}

/** CSS pixels to one unit of the scene. */
export function zoomOf({ scale, pixel }: Projection): number {
  return scale / pixel;
}

/** The part of the scene under a rectangle of the surface. */
export function sceneUnder({ scale, originX, originY }: Projection, device: Rectangle): Rectangle {
  return {
    left: (device.left + originX) / scale,
    top: (device.top + originY) / scale,
    right: (device.right + originX) / scale,
    bottom: (device.bottom + originY) / scale,
  };
}
