import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlap } from '../fixtures/drawnGraph.ts';
import { pack } from './pack.ts';

const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 1, max: 300 }), height: fc.integer({ min: 1, max: 300 }) }),
  {
    maxLength: 20,
  },
);

describe('pack', () => {
  it('places rectangles without overlap, as large as it says', () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), (all, keepBelow) => {
        const { x, y, width, height } = pack(all, 10, keepBelow);
        const placed = all.map((size, index) => ({
          left: x[index]! - 4.9,
          top: y[index]! - 4.9,
          right: x[index]! + size.width + 4.9,
          bottom: y[index]! + size.height + 4.9,
        }));
        placed.forEach((one, index) => {
          for (const other of placed.slice(0, index)) expect(overlap(one, other)).toBe(false);
          expect(one.right).toBeLessThanOrEqual(width + 4.9);
          expect(one.bottom).toBeLessThanOrEqual(height + 4.9);
        });
      }),
    );
  });

  it('keeps the space below the first free', () => {
    fc.assert(
      fc.property(sizes, (all) => {
        const { x } = pack(all, 10, true);
        all.forEach((_, index) => {
          if (index > 0) expect(x[index]).toBeGreaterThanOrEqual(all[0]!.width + 10);
        });
      }),
    );
  });

  it('makes a heap of many small ones', () => {
    const { width, height } = pack(
      new Array<{ width: number; height: number }>(400).fill({ width: 90, height: 30 }),
      10,
      false,
    );
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(2.5);
  });
});
