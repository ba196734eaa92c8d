import '../../../../test/propertySeed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAll, goingUnits, type RankedUnits } from './selection.ts';

function layer(scores: readonly number[], most = scores.length, sizes?: readonly number[]): RankedUnits {
  const stored = Float32Array.from(scores);
  return { scores: () => stored, sizeOf: (unit) => sizes?.[unit] ?? 1, most };
}

/** What goes by sorting everything: the lowest first, of equals those of earlier layers and places, within the limits. */
function bySorting(layers: readonly RankedUnits[], target: number): readonly number[][] {
  const all = layers.flatMap((each, index) => Array.from(each.scores(), (score, unit) => ({ score, index, unit })));
  all.sort((a, b) => a.score - b.score || a.index - b.index || a.unit - b.unit);
  const going = layers.map((each) => Array.from(each.scores(), () => 0));
  const counts = layers.map(() => 0);
  let left = target;
  for (const { index, unit } of all) {
    if (left === 0 || counts[index]! >= layers[index]!.most) continue;
    going[index]![unit] = 1;
    counts[index]!++;
    left--;
  }
  return going;
}

const score = fc.oneof(
  fc.float({ min: 0, max: 4, noNaN: true }),
  fc.constantFrom(0, 0, 1, 1, 1.5, 1e-42, 3e38, Infinity),
);

describe('cutAll', () => {
  it('takes what sorting all scores would take, whatever the limits', () => {
    const layers = fc.array(
      fc
        .array(score, { minLength: 1, maxLength: 30 })
        .chain((scores) => fc.nat(scores.length).map((most) => layer(scores, most))),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(layers, fc.nat(120), (ranked, target) => {
        const cuts = cutAll(ranked, target);
        const going = ranked.map((each, index) => Array.from(goingUnits(each, cuts[index]!)));
        expect(going).toEqual(bySorting(ranked, target));
      }),
      { numRuns: 300 },
    );
  });

  it('never takes more weights than wanted where units have several', () => {
    const units = fc.array(fc.tuple(score, fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(units, fc.nat(150), (pairs, target) => {
        const sizes = pairs.map(([, size]) => size);
        const all = sizes.reduce((sum, size) => sum + size, 0);
        const ranked = layer(
          pairs.map(([each]) => each),
          all,
          sizes,
        );
        const going = goingUnits(ranked, cutAll([ranked], target)[0]!);
        const gone = sizes.reduce((sum, size, unit) => sum + size * going[unit]!, 0);
        expect(gone).toBeLessThanOrEqual(target);
        // What stays scores at least as high as what goes, and the next one would have been too much.
        const lowestLeft = Math.min(...pairs.flatMap(([each], unit) => (going[unit] === 1 ? [] : [Math.fround(each)])));
        const highestGone = Math.max(
          0,
          ...pairs.flatMap(([each], unit) => (going[unit] === 1 ? [Math.fround(each)] : [])),
        );
        expect(highestGone).toBeLessThanOrEqual(lowestLeft);
        const fits = pairs.some(
          ([each, size], unit) => going[unit] === 0 && Math.fround(each) === lowestLeft && gone + size <= target,
        );
        expect(fits).toBe(false);
      }),
    );
  });
});
