import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { residualNet, transformer } from '../../layout/fixtures/networks.ts';
import { gridScene } from '../fixtures/gridScene.ts';
import { roughFitter, roughScene } from '../fixtures/shownNetwork.ts';
import { scaledOverlay } from '../overlay/overlay.ts';
import { boxSize } from '../scene/boxMetrics.ts';
import { boxKind, type Scene } from '../scene/scene.ts';
import { BoxPieces } from './boxPieces.ts';

const expanded = (path: string): boolean => !/query|mlp|blocks\.1/.test(path);
const scenes = [roughScene(transformer(120), { expanded }), roughScene(residualNet(60), { expanded })] as const;

function withValues(scene: Scene) {
  const values = Float64Array.from(scene.boxes.id, (_, box) => (box % 3 === 0 ? NaN : 10 ** (box % 8)));
  return scaledOverlay({ name: 'Size', unit: 'bytes', scale: 'linear', strong: 'high', values });
}

function boxesOf(scene: Scene): readonly number[] {
  return Array.from(scene.boxes.id.keys()).filter((box) => scene.boxes.kind[box] !== boxKind.frame);
}

describe('what is written in a box', () => {
  it('stays inside it, and no piece is on another', () => {
    for (const scene of scenes) {
      for (const [overlay, letters] of [
        [undefined, false],
        [withValues(scene), false],
        [withValues(scene), true],
      ] as const) {
        const pieces = new BoxPieces(scene, overlay, roughFitter, letters);
        for (const box of boxesOf(scene)) {
          const all = pieces.of(box);
          for (const { text, font, x, baseline } of all) {
            expect(x).toBeGreaterThanOrEqual(8);
            expect(x + roughFitter.width(text, font)).toBeLessThanOrEqual(scene.boxes.width[box]! - 8);
            expect(baseline).toBeLessThan(scene.boxes.height[box]! - 6);
          }
          for (const one of all) {
            for (const other of all) {
              if (one === other || one.baseline !== other.baseline) continue;
              const [left, right] = one.x < other.x ? [one, other] : [other, one];
              if (left.x + roughFitter.width(left.text, left.font) > right.x - 4) expect([left, right]).toEqual([]);
            }
          }
        }
      }
    }
  });

  it('has the value, in full, whenever there is one', () => {
    for (const scene of scenes) {
      const overlay = withValues(scene);
      const pieces = new BoxPieces(scene, overlay, roughFitter, true);
      for (const box of boxesOf(scene)) {
        if (scene.boxes.kind[box] === boxKind.terminal) continue;
        const text = overlay.text(box);
        if (text !== '') expect(pieces.of(box).map((piece) => piece.text)).toContain(text);
      }
    }
  });

  it('is all there to read in a box that was made for it', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'M', '/', '_', '0'), maxLength: 18 });
    const grid = gridScene(1, 1);
    fc.assert(
      fc.property(name, name, name, (title, subtitle, detail) => {
        const { width, height } = boxSize({ title, subtitle, detail }, roughFitter);
        const scene: Scene = {
          ...grid,
          boxes: {
            ...grid.boxes,
            ...{ title: [title], subtitle: [subtitle], detail: [detail] },
            ...{ width: Float32Array.of(width), height: Float32Array.of(height) },
          },
        };
        const texts = new BoxPieces(scene, undefined, roughFitter, false).of(0).map(({ text }) => text);
        expect(texts).toEqual([title, ...[subtitle, detail].filter((text) => text !== '')]);
      }),
    );
  });
});
