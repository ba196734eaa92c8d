import { heightOf, type Rectangle, widthOf } from '../scene/rectangle.ts';
import type { Size } from '../viewport/viewport.ts';

/** How a scene is laid out in a map of it. */
export interface MapPlace {
  /** CSS pixels of the map to one unit of the scene. */
  readonly scale: number;
  /** Of the map, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The scene's place that is in the upper left corner of the map. */
  readonly left: number;
  readonly top: number;
}

/** CSS pixels. */
const most: Size = { width: 200, height: 150 };
const least: Size = { width: 40, height: 28 };
/** Of a map, to one unit of the scene. */
const largestScale = 0.2;

/**
 * All of a scene as small as the map, unless that would leave no more than a hair of a long one: then the map shows a part of
 * it, and slides along as the window does, as the editor's minimap does with long files.
 * @param seen the part of the scene in the window
 */
export function mapPlace(bounds: Rectangle, seen: Rectangle): MapPlace {
  const [across, down] = [widthOf(bounds) || 1, heightOf(bounds) || 1];
  const whole = Math.min(most.width / across, most.height / down);
  // However small the map, there is more on it than in the window.
  const usable = Math.min(largestScale, most.width / 2 / widthOf(seen), most.height / 2 / heightOf(seen));
  const scale = Math.max(whole, Math.min(usable, Math.max(least.width / across, least.height / down)));
  const [width, height] = [Math.min(most.width, across * scale), Math.min(most.height, down * scale)];
  return {
    ...{ scale, width: Math.ceil(width), height: Math.ceil(height) },
    left: slid(bounds.left, bounds.right, seen.left, seen.right, width / scale),
    top: slid(bounds.top, bounds.bottom, seen.top, seen.bottom, height / scale),
  };
}

/** Where the map begins along one axis: at the start while the start is seen, at the end while the end is seen. */
function slid(start: number, end: number, seenStart: number, seenEnd: number, length: number): number {
  const spare = end - start - length;
  const way = end - start - (seenEnd - seenStart);
  if (spare <= 0 || way <= 0) return start;
  return start + spare * Math.min(1, Math.max(0, (seenStart - start) / way));
}
