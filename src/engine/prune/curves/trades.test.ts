import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestTrades, type TradeCurve } from './trades.ts';

/** Curves of up to four layers whose noise rises with what is saved. */
const curves = fc
  .array(
    fc.array(fc.record({ saved: fc.integer({ min: 1, max: 9 }), noise: fc.integer({ min: 0, max: 50 }) }), {
      maxLength: 4,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((layers) =>
    layers.map((steps, layer): TradeCurve => {
      let [saved, noise] = [0, 0];
      const points = steps.map((step, index) => {
        saved += step.saved;
        noise += step.noise;
        return { share: (index + 1) / (steps.length + 1), saved, noise };
      });
      return { id: String(layer), points };
    }),
  );

/** The least noise with which so much is saved, over every combination of points. */
function least(all: readonly TradeCurve[], wanted: number): number {
  const [first, ...rest] = all;
  if (first === undefined) return wanted <= 0 ? 0 : Number.POSITIVE_INFINITY;
  return Math.min(
    ...[{ saved: 0, noise: 0 }, ...first.points].map(({ saved, noise }) => noise + least(rest, wanted - saved)),
  );
}

describe('trades', () => {
  it('are the best combinations there are for what they save', () => {
    fc.assert(
      fc.property(curves, (all) => {
        for (const { saved, noise } of bestTrades(all)) expect(noise).toBeCloseTo(least(all, saved), 6);
      }),
    );
  });

  it('go from nothing to everything, and say which shares lead there', () => {
    fc.assert(
      fc.property(curves, (all) => {
        const trades = bestTrades(all);
        expect(trades[0]).toEqual({ shares: new Map(), saved: 0, noise: 0 });
        expect(trades.at(-1)!.saved).toBe(all.reduce((sum, { points }) => sum + (points.at(-1)?.saved ?? 0), 0));
        for (const { shares, saved } of trades) {
          const told = all.reduce(
            (sum, { id, points }) => sum + (points.find(({ share }) => share === shares.get(id))?.saved ?? 0),
            0,
          );
          expect(told).toBe(saved);
        }
      }),
    );
  });

  it('leave out what is no number, and what saves nothing', () => {
    const points = [
      { share: 0.25, saved: 0, noise: 0 },
      { share: 0.5, saved: 4, noise: Number.NaN },
      { share: 0.75, saved: 6, noise: Number.POSITIVE_INFINITY },
    ];
    expect(bestTrades([{ id: 'a', points }])).toHaveLength(1);
  });
});
