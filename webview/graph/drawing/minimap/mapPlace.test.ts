import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapPlace } from './mapPlace.ts';

const length = fc.double({ min: 1, max: 1e6, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the map of a scene', () => {
  it('shows all of it where that can be seen', () => {
    const bounds = { left: -100, top: 50, right: 1900, bottom: 1550 };
    expect(mapPlace(bounds, bounds)).toEqual({ scale: 0.1, width: 200, height: 150, left: -100, top: 50 });
  });

  it('slides along a long scene as the window does', () => {
    const bounds = { left: 0, top: 0, right: 400, bottom: 100_000 };
    const seen = (top: number) => ({ left: 0, top, right: 400, bottom: top + 800 });
    const at = (top: number) => mapPlace(bounds, seen(top));
    expect(at(0).top).toBe(0);
    expect(at(0).scale).toBe(0.09375);
    expect(at(bounds.bottom - 800).top).toBeCloseTo(bounds.bottom - at(0).height / at(0).scale, 0);
    expect(at(49_600).top + at(0).height / at(0).scale / 2).toBeCloseTo(50_000, 0);
  });

  it('never leaves the scene, and has in it what is in the window', () => {
    fc.assert(
      fc.property(length, length, share, share, share, share, (width, height, x, y, across, down) => {
        const bounds = { left: -50, top: 70, right: width - 50, bottom: height + 70 };
        const [seenWidth, seenHeight] = [width * across, height * down];
        const left = bounds.left + (width - seenWidth) * x;
        const top = bounds.top + (height - seenHeight) * y;
        const place = mapPlace(bounds, { left, top, right: left + seenWidth, bottom: top + seenHeight });
        expect(place.width).toBeLessThanOrEqual(200);
        expect(place.height).toBeLessThanOrEqual(150);
        expect(place.left).toBeGreaterThanOrEqual(bounds.left - 1e-6);
        expect(place.top).toBeGreaterThanOrEqual(bounds.top - 1e-6);
        const slack = 1 / place.scale;
        expect(place.left + place.width / place.scale).toBeLessThanOrEqual(bounds.right + slack);
        expect(place.top + place.height / place.scale).toBeLessThanOrEqual(bounds.bottom + slack);
        // The middle of the window is on the map.
        const [middleX, middleY] = [left + seenWidth / 2, top + seenHeight / 2];
        expect(middleX).toBeGreaterThanOrEqual(place.left - slack);
        expect(middleX).toBeLessThanOrEqual(place.left + place.width / place.scale + slack);
        expect(middleY).toBeGreaterThanOrEqual(place.top - slack);
        expect(middleY).toBeLessThanOrEqual(place.top + place.height / place.scale + slack);
      }),
    );
  });
});
