import '../../../../test/propertySeed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CurvePoint, shareOut } from './allocation.ts';

/** Error of a layer between the points of its curve, none of which lies above the line between two others. */
function errorAt(points: readonly CurvePoint[], weights: number): number {
  const all = [{ weights: 0, error: 0 }, ...points];
  let least = Infinity;
  for (const from of all) {
    for (const to of all) {
      if (from.weights > weights || to.weights < weights) continue;
      const along = to.weights === from.weights ? 0 : (weights - from.weights) / (to.weights - from.weights);
      least = Math.min(least, from.error + along * (to.error - from.error));
    }
  }
  return least;
}

describe('shareOut', () => {
  it('loses no more than any other way to share out', () => {
    const curve = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 1,
        maxLength: 3,
      })
      .map((steps) => {
        const points: CurvePoint[] = [];
        for (const [weights, error] of steps) {
          const last = points.at(-1) ?? { weights: 0, error: 0 };
          points.push({ weights: last.weights + weights, error: last.error + error });
        }
        return points;
      });
    fc.assert(
      fc.property(fc.tuple(curve, curve, curve), fc.nat(30), (curves, target) => {
        const most = curves.map((points) => points.at(-1)!.weights);
        const wanted = Math.min(target, most[0]! + most[1]! + most[2]!);
        const given = shareOut(curves, target);
        expect(given.reduce((sum, each) => sum + each, 0)).toBe(wanted);
        const total = (shares: readonly number[]): number =>
          shares.reduce((sum, each, layer) => sum + errorAt(curves[layer]!, each), 0);
        let least = Infinity;
        for (let a = 0; a <= Math.min(most[0]!, wanted); a++) {
          for (let b = 0; b <= Math.min(most[1]!, wanted - a); b++) {
            if (wanted - a - b <= most[2]!) least = Math.min(least, total([a, b, wanted - a - b]));
          }
        }
        expect(total(given)).toBeLessThanOrEqual(least + 1e-9);
      }),
    );
  });
});
