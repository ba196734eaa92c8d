import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformer } from '../../layout/fixtures/networks.ts';
import { gridScene, gridStep } from '../fixtures/gridScene.ts';
import { roughScene, shownIn } from '../fixtures/shownNetwork.ts';
import { layOutFrameTitles } from '../paint/frameTitles.ts';
import { Picture } from '../paint/picture.ts';
import type { Surface } from '../paint/surface.ts';
import { boxRectangle } from '../scene/rectangle.ts';
import { boxKind } from '../scene/scene.ts';
import { targetAt } from './hitTest.ts';

const life = { scale: 1, pixel: 1, originX: 0, originY: 0 };

describe('what is under the pointer', () => {
  const scene = roughScene(transformer(120), { expanded: (path) => !/query|mlp/.test(path) });
  const { boxes } = scene;
  const picture = new Picture(scene);
  const solid = Array.from(boxes.id.keys()).filter((box) => boxes.kind[box] !== boxKind.frame);

  it('is the box that is there, at any zoom', () => {
    const zoom = fc.double({ min: 0.05, max: 3, noNaN: true });
    const inside = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...solid), inside, inside, zoom, (box, across, down, scale) => {
        const { left, top, right, bottom } = boxRectangle(boxes, box);
        const point = { x: (left + (right - left) * across) * scale, y: (top + (bottom - top) * down) * scale };
        const target = targetAt(picture, { ...life, scale }, [], point);
        expect(target).toMatchObject({ kind: 'box', box });
      }),
    );
  });

  it('is nothing where there is nothing', () => {
    expect(targetAt(picture, life, [], { x: -50, y: -50 })).toBeUndefined();
  });

  it('is the chevron of a closed group, at the beginning of its title', () => {
    const group = solid.find((box) => boxes.kind[box] === boxKind.group)!;
    const { left, top, right } = boxRectangle(boxes, group);
    const at = (x: number, y: number) => targetAt(picture, life, [], { x, y });
    expect(at(left + 17, top + 16)).toEqual({ kind: 'box', box: group, part: 'chevron' });
    expect(at(right - 20, top + 16)).toEqual({ kind: 'box', box: group, part: 'body' });
    expect(at(left + 17, top + 40)).toEqual({ kind: 'box', box: group, part: 'body' });
  });

  it('is a frame by its name, not by what is in it', () => {
    const frame = boxes.kind.indexOf(boxKind.frame);
    const painting = shownIn('dark', scene).painting({} as Surface, life);
    const titles = layOutFrameTitles(painting, [frame], { width: 1e5, height: 1e6 });
    const { left, top } = boxRectangle(boxes, frame);
    const at = (x: number, y: number) => targetAt(picture, life, titles, { x, y });
    expect(at(left + 8, top + 12)).toEqual({ kind: 'box', box: frame, part: 'chevron' });
    expect(at(left + 30, top + 12)).toEqual({ kind: 'box', box: frame, part: 'body' });
    expect(at(left + 3, top + 28)).toBeUndefined();
  });

  it('is a small box that the pointer just misses, from afar', () => {
    const grid = new Picture(gridScene(3, 3));
    const far = { ...life, scale: 0.02 };
    // The middle of three boxes; each is two pixels wide.
    const target = targetAt(grid, far, [], { x: (gridStep.x + 70) * 0.02, y: gridStep.y * 0.02 - 1 });
    expect(target).toMatchObject({ kind: 'box', box: 1 });
  });

  it('is a line within some pixels of it, but not across a box', () => {
    const grid = new Picture(gridScene(3, 3));
    const [x, y] = [70, 54];
    expect(targetAt(grid, life, [], { x: x + 4, y })).toEqual({ kind: 'net', net: 0 });
    expect(targetAt(grid, life, [], { x: x + 7, y })).toBeUndefined();
    expect(targetAt(grid, life, [], { x: x + 4, y: 40 })).toMatchObject({ kind: 'box', box: 0 });
  });
});
