import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformer } from '../../layout/fixtures/networks.ts';
import { roughScene, shownIn } from '../fixtures/shownNetwork.ts';
import { boxMetrics } from '../scene/boxMetrics.ts';
import { boxRectangle } from '../scene/rectangle.ts';
import { boxKind } from '../scene/scene.ts';
import { layOutFrameTitles } from './frameTitles.ts';
import type { Surface } from './surface.ts';

const scene = roughScene(transformer(260), { expanded: () => true });
const shown = shownIn('dark', scene);
const frames = Array.from(scene.boxes.kind.keys()).filter((box) => scene.boxes.kind[box] === boxKind.frame);
const window = { width: 1280, height: 800 };
const { bounds } = shown.picture;

function titlesAt(x: number, y: number, scale: number) {
  const projection = { scale, pixel: 1, originX: Math.round(x * scale), originY: Math.round(y * scale) };
  return { projection, titles: layOutFrameTitles(shown.painting({} as Surface, projection), frames, window) };
}

const anywhere = fc.tuple(
  fc.double({ min: bounds.left - 500, max: bounds.right, noNaN: true }),
  fc.double({ min: bounds.top - 500, max: bounds.bottom, noNaN: true }),
  fc.double({ min: 0.02, max: 3, noNaN: true }),
);

describe('names of frames', () => {
  it('are in their headers from near', () => {
    const { titles } = titlesAt(bounds.left, bounds.top, 1);
    expect(titles.length).toBeGreaterThan(0);
    for (const { frame, top, height, raised } of titles.filter((title) => title.top > 40)) {
      const header = boxRectangle(scene.boxes, frame).top - bounds.top;
      expect(top).toBeGreaterThanOrEqual(header - 1);
      expect(top + height).toBeLessThanOrEqual(header + boxMetrics.frameHeader + 1);
      expect(raised).toBe(false);
    }
  });

  it('are never on each other where they lie on something', () => {
    fc.assert(
      fc.property(anywhere, ([x, y, scale]) => {
        const { titles } = titlesAt(x, y, scale);
        const raised = titles.filter((title) => title.raised);
        raised.forEach((one, index) => {
          for (const other of raised.slice(0, index)) {
            const apart =
              one.left >= other.left + other.width ||
              other.left >= one.left + one.width ||
              one.top >= other.top + other.height ||
              other.top >= one.top + one.height;
            expect(apart).toBe(true);
          }
        });
      }),
    );
  });

  it('stay in the window as long as their frames are seen, and never leave their frames', () => {
    fc.assert(
      fc.property(anywhere, ([x, y, scale]) => {
        const { titles, projection } = titlesAt(x, y, scale);
        for (const { frame, left, top, width, height, stuck } of titles) {
          const box = boxRectangle(scene.boxes, frame);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(Math.min(window.width, box.right * scale - projection.originX));
          expect(top + height).toBeLessThanOrEqual(box.bottom * scale - projection.originY);
          if (stuck) expect(top).toBeGreaterThan(box.top * scale - projection.originY - height);
        }
      }),
    );
  });

  it('stick one below the other while one scrolls through nested frames', () => {
    const inner = frames.find((frame) => scene.boxes.parent[frame]! >= 0 && scene.boxes.height[frame]! > 300)!;
    const box = boxRectangle(scene.boxes, inner);
    const { titles } = titlesAt(box.left - 100, box.top + 100, 1);
    const own = titles.find(({ frame }) => frame === inner)!;
    const outer = titles.find(({ frame }) => frame === scene.boxes.parent[inner])!;
    expect([outer.stuck, own.stuck]).toEqual([true, true]);
    expect(outer.top).toBe(0);
    expect(own.top).toBe(outer.height);
  });
});
