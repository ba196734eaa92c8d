import { heightOf, type Rectangle, widthOf } from '../scene/rectangle.ts';

/** Which part of the scene is seen, independent of how large the window is: what is in its middle, and how large. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  /** CSS pixels to one unit of the scene. */
  readonly zoom: number;
}

/** Of the window, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far one can zoom in; out, it is as far as the whole scene and a little more. */
export const mostZoom = 4;
/** Things are not made larger than they are to fill the window. */
const mostFitZoom = 1;
/** Zoom below which nothing can be read: a graph that fits only below it is shown from its beginning instead. */
const leastReadable = 0.3;
/** CSS pixels around what is fitted in. */
const margin = 24;

/** The zoom at which a part of the scene fills the window. */
function fitZoom(part: Rectangle, size: Size): number {
  const across = (size.width - 2 * margin) / (widthOf(part) || 1);
  const down = (size.height - 2 * margin) / (heightOf(part) || 1);
  return Math.max(Number.MIN_VALUE, Math.min(across, down));
}

export function leastZoom(bounds: Rectangle, size: Size): number {
  return Math.min(0.1, fitZoom(bounds, size) * 0.7);
}

/** All of a part of the scene, in the middle of the window. */
export function fit(part: Rectangle, size: Size, most = mostFitZoom): Viewport {
  if (part.left > part.right) return { x: 0, y: 0, zoom: 1 };
  const zoom = Math.min(most, fitZoom(part, size));
  return { x: (part.left + part.right) / 2, y: (part.top + part.bottom) / 2, zoom };
}

/** How a graph is shown at first: all of it where that can be read, else its upper end, where its inputs are. */
export function atFirst(bounds: Rectangle, size: Size, start: Rectangle = bounds): Viewport {
  const all = fit(bounds, size);
  if (all.zoom >= leastReadable) return all;
  const zoom = 1;
  return { x: (start.left + start.right) / 2, y: start.top - margin / zoom + size.height / 2 / zoom, zoom };
}

/** The part of the scene that is seen. */
export function seenPart({ x, y, zoom }: Viewport, { width, height }: Size): Rectangle {
  const [across, down] = [width / 2 / zoom, height / 2 / zoom];
  return { left: x - across, top: y - down, right: x + across, bottom: y + down };
}

/** Where in the scene a point of the window is, given in CSS pixels from the window's corner. */
export function sceneAt({ x, y, zoom }: Viewport, { width, height }: Size, point: Point): Point {
  return { x: x + (point.x - width / 2) / zoom, y: y + (point.y - height / 2) / zoom };
}

/** Where in the window a point of the scene is. */
export function windowAt({ x, y, zoom }: Viewport, { width, height }: Size, point: Point): Point {
  return { x: (point.x - x) * zoom + width / 2, y: (point.y - y) * zoom + height / 2 };
}

/** The scene moves along by CSS pixels. */
export function panned({ x, y, zoom }: Viewport, across: number, down: number): Viewport {
  return { x: x - across / zoom, y: y - down / zoom, zoom };
}

/** Zooms around a point of the window, which keeps its place. */
export function zoomedAt(viewport: Viewport, size: Size, point: Point, zoom: number): Viewport {
  const fixed = sceneAt(viewport, size, point);
  const part = viewport.zoom / zoom;
  return { x: fixed.x + (viewport.x - fixed.x) * part, y: fixed.y + (viewport.y - fixed.y) * part, zoom };
}

/** Some of the scene always stays in the window: one cannot get lost. */
export function held(viewport: Viewport, bounds: Rectangle, size: Size): Viewport {
  if (bounds.left > bounds.right) return viewport;
  const zoom = clamped(viewport.zoom, leastZoom(bounds, size), mostZoom);
  const spareX = Math.max(0, size.width / 2 - 2 * margin) / zoom;
  const spareY = Math.max(0, size.height / 2 - 2 * margin) / zoom;
  return {
    x: clamped(viewport.x, bounds.left - spareX, bounds.right + spareX),
    y: clamped(viewport.y, bounds.top - spareY, bounds.bottom + spareY),
    zoom,
  };
}

/** Moves as little as it takes to have a part of the scene in the window, with some room around it. */
export function revealing(viewport: Viewport, part: Rectangle, size: Size): Viewport {
  const seen = seenPart(viewport, size);
  const room = Math.min(48, size.width / 8, size.height / 8) / viewport.zoom;
  return {
    x: viewport.x + shift(part.left, part.right, seen.left + room, seen.right - room),
    y: viewport.y + shift(part.top, part.bottom, seen.top + room, seen.bottom - room),
    zoom: viewport.zoom,
  };
}

function shift(start: number, end: number, seenStart: number, seenEnd: number): number {
  if (end - start > seenEnd - seenStart) return (start + end) / 2 - (seenStart + seenEnd) / 2;
  if (start < seenStart) return start - seenStart;
  return end > seenEnd ? end - seenEnd : 0;
}

/**
 * A view on the way from one to another, `part` from 0 to 1. Zoom changes by the same factor in the same time, and whatever
 * point of the window is to stay where it is does so all the way.
 */
export function between(from: Viewport, to: Viewport, part: number): Viewport {
  const zoom = from.zoom * (to.zoom / from.zoom) ** part;
  const same = Math.abs(to.zoom / from.zoom - 1) < 1e-6;
  const moved = same ? part : (1 / from.zoom - 1 / zoom) / (1 / from.zoom - 1 / to.zoom);
  return { x: from.x + (to.x - from.x) * moved, y: from.y + (to.y - from.y) * moved, zoom };
}

/** A view that was kept, if it is one: what was kept may be of another version. */
export function readViewport(kept: unknown): Viewport | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { x, y, zoom } = kept as Record<string, unknown>;
  const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
  return isNumber(x) && isNumber(y) && isNumber(zoom) && zoom > 0 ? { x, y, zoom } : undefined;
}

function clamped(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
