import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../scene/rectangle.ts';
import {
  atFirst,
  between,
  fit,
  held,
  mostZoom,
  panned,
  readViewport,
  revealing,
  sceneAt,
  seenPart,
  windowAt,
  zoomedAt,
} from './viewport.ts';

const size = { width: 1280, height: 800 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const viewport = fc.record({ x: number(-1e5, 1e5), y: number(-1e5, 1e5), zoom: number(0.01, 4) });
const point = fc.record({ x: number(0, size.width), y: number(0, size.height) });
const part = fc
  .tuple(number(-1e4, 1e4), number(-1e4, 1e4), number(1, 1e4), number(1, 1e4))
  .map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));

describe('a view', () => {
  it('finds places of the scene in the window and back', () => {
    fc.assert(
      fc.property(viewport, point, (view, at) => {
        const there = windowAt(view, size, sceneAt(view, size, at));
        expect(there.x).toBeCloseTo(at.x, 4);
        expect(there.y).toBeCloseTo(at.y, 4);
      }),
    );
  });

  it('keeps the point under the pointer while it zooms', () => {
    fc.assert(
      fc.property(viewport, point, number(0.01, 4), (view, at, zoom) => {
        const before = sceneAt(view, size, at);
        const after = windowAt(zoomedAt(view, size, at, zoom), size, before);
        expect(after.x).toBeCloseTo(at.x, 3);
        expect(after.y).toBeCloseTo(at.y, 3);
      }),
    );
  });

  it('keeps that point all the way of an animated zoom', () => {
    fc.assert(
      fc.property(viewport, point, number(0.01, 4), number(0, 1), (view, at, zoom, moment) => {
        const before = sceneAt(view, size, at);
        const on = between(view, zoomedAt(view, size, at, zoom), moment);
        const after = windowAt(on, size, before);
        expect(Math.abs(after.x - at.x)).toBeLessThan(0.05);
        expect(Math.abs(after.y - at.y)).toBeLessThan(0.05);
      }),
    );
  });

  it('arrives where it flies to', () => {
    fc.assert(
      fc.property(viewport, viewport, (from, to) => {
        const [start, end] = [between(from, to, 0), between(from, to, 1)];
        for (const axis of ['x', 'y', 'zoom'] as const) {
          expect(start[axis]).toBeCloseTo(from[axis], 3);
          expect(end[axis]).toBeCloseTo(to[axis], 3);
        }
      }),
    );
  });

  it('follows the hand by as much as the hand moves', () => {
    const view = { x: 5, y: 6, zoom: 0.5 };
    const before = sceneAt(view, size, { x: 100, y: 100 });
    const after = windowAt(panned(view, 30, -20), size, before);
    expect(after).toEqual({ x: 130, y: 80 });
  });

  it('has all of what is fitted into it, and not larger than life', () => {
    fc.assert(
      fc.property(part, (all) => {
        const view = fit(all, size);
        const seen = seenPart(view, size);
        expect(seen.left).toBeLessThan(all.left);
        expect(seen.top).toBeLessThan(all.top);
        expect(seen.right).toBeGreaterThan(all.right);
        expect(seen.bottom).toBeGreaterThan(all.bottom);
        expect(view.zoom).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('begins where the graph begins when all of it would be too small to read', () => {
    const all = { left: 0, top: 0, right: 2000, bottom: 500_000 };
    const input = { left: 1500, top: 0, right: 1620, bottom: 48 };
    const view = atFirst(all, size, input);
    expect(view.zoom).toBe(1);
    const at = windowAt(view, size, { x: 1560, y: 0 });
    expect(at.x).toBe(640);
    expect(at.y).toBe(24);
    const small = { left: 0, top: 0, right: 1000, bottom: 1500 };
    expect(atFirst(small, size, input)).toEqual(fit(small, size));
  });

  it('never loses the scene', () => {
    fc.assert(
      fc.property(viewport, part, (view, all) => {
        const kept = held(view, all, size);
        expect(overlaps(seenPart(kept, size), all)).toBe(true);
        expect(kept.zoom).toBeLessThanOrEqual(mostZoom);
        expect(held(kept, all, size)).toEqual(kept);
      }),
    );
  });

  it('moves only as far as it takes to reveal something', () => {
    const box = { left: 0, top: 0, right: 100, bottom: 48 };
    const there = { x: 0, y: 0, zoom: 1 };
    expect(revealing(there, box, size)).toEqual(there);
    fc.assert(
      fc.property(viewport, (view) => {
        const near = { ...view, zoom: Math.max(view.zoom, 0.1) };
        const moved = revealing(near, box, size);
        const seen = seenPart(moved, size);
        if (near.zoom < 2) {
          const slack = 1e-6;
          expect(seen.left).toBeLessThanOrEqual(box.left + slack);
          expect(seen.right).toBeGreaterThanOrEqual(box.right - slack);
          expect(seen.top).toBeLessThanOrEqual(box.top + slack);
          expect(seen.bottom).toBeGreaterThanOrEqual(box.bottom - slack);
        }
        expect(moved.zoom).toBe(near.zoom);
      }),
    );
  });

  it('comes back from what was kept, if that is a view', () => {
    const kept = { x: 1, y: 2, zoom: 0.5 };
    expect(readViewport(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    for (const other of [undefined, null, 3, 'x', {}, { x: 1, y: 2 }, { ...kept, zoom: 0 }, { ...kept, x: null }]) {
      expect(readViewport(other)).toBeUndefined();
    }
  });
});
