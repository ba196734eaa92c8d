import { expect, it } from 'vitest';
import { gridScene } from '../fixtures/gridScene.ts';
import { boxRectangle } from '../scene/rectangle.ts';
import { boxCount } from '../scene/scene.ts';
import { hasBoxesIn, startOf } from './beginning.ts';

const scene = gridScene(4, 3);
const all = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };

it('begins at the uppermost box', () => {
  const tops = Array.from({ length: boxCount(scene) }, (_, box) => boxRectangle(scene.boxes, box).top);
  expect(startOf(scene).top).toBe(Math.min(...tops));
});

it('tells a part with a few boxes in it from one that is nearly empty', () => {
  expect(hasBoxesIn(scene, all)).toBe(true);
  expect(hasBoxesIn(scene, boxRectangle(scene.boxes, boxCount(scene) - 1))).toBe(false);
  expect(hasBoxesIn(gridScene(1, 1), all)).toBe(true);
});
