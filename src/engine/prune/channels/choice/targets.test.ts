import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelsPerUnit, limitsOf } from './limits.ts';
import { leastImportant, type RankedGroup, targetsOfModel, targetsPerGroup } from './targets.ts';

const shares = { maximumRatio: 0.9, minimumChannels: 4 };

/** Groups of any size with positive scores of any scale. */
const rankedGroups = fc
  .array(
    fc.record({
      units: fc.integer({ min: 2, max: 70 }),
      width: fc.constantFrom(1, 1, 2, 4, 64),
      seed: fc.integer({ min: 1, max: 1000 }),
      maximumRatio: fc.constantFrom(0.5, 0.7, 0.9),
      minimumChannels: fc.integer({ min: 1, max: 16 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((specs) =>
    specs.map(({ units, width, seed, ...options }, index): RankedGroup => {
      const scores = Float64Array.from({ length: units }, (_, unit) => seed * (1 + ((unit * 7919 + seed * 31) % 101)));
      return { ...limitsOf({ id: `${index}`, units }, width, options), scores, ownRatio: undefined };
    }),
  );
const ratios = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('limits', () => {
  it('never leaves nothing, less than the minimum, or less than the share', () => {
    const options = fc.record({
      maximumRatio: fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
      minimumChannels: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 8 }), options, (units, width, each) => {
        const { lowest } = limitsOf({ id: 'a', units }, width, each);
        const percent = Math.round(each.maximumRatio * 100);
        expect(lowest).toBeGreaterThanOrEqual(1);
        expect(lowest).toBeLessThanOrEqual(units);
        expect((units - lowest) * 100).toBeLessThanOrEqual(units * percent);
        expect(lowest * width).toBeGreaterThanOrEqual(Math.min(each.minimumChannels, units * width));
      }),
    );
  });

  it('counts the channels that layers compute for one unit', () => {
    const part = (role: 'produces' | 'consumes', unitOf: readonly number[]) => ({
      ...{ tensor: 'w', axis: 0, role },
      unitOf: Int32Array.from(unitOf),
    });
    expect(channelsPerUnit({ units: 2, parts: [part('produces', [0, 0, 1, 1, -1])] })).toBe(2);
    expect(channelsPerUnit({ units: 2, parts: [part('produces', [0, 1]), part('consumes', [0, 0, 0, 1, 1, 1])] })).toBe(
      1,
    );
  });
});

describe('targets', () => {
  it('give every group its share, or its own, within its limits', () => {
    fc.assert(
      fc.property(rankedGroups, ratios, ratios, (groups, ratio, own) => {
        const some = groups.map((group, index) => (index % 2 === 0 ? group : { ...group, ownRatio: own }));
        const targets = targetsPerGroup(some, ratio);
        for (const { id, units, lowest, ownRatio } of some) {
          const asked = units * (1 - (ownRatio ?? ratio));
          expect(targets.get(id)).toBe(Math.max(lowest, asked));
        }
      }),
    );
  });

  it('take from all groups together no more than the share, and less only where limits forbid more', () => {
    fc.assert(
      fc.property(rankedGroups, ratios, (groups, ratio) => {
        const targets = targetsOfModel(groups, ratio);
        const channels = groups.reduce((sum, { units, width }) => sum + units * width, 0);
        const gone = groups.reduce((sum, { id, units, width }) => sum + (units - targets.get(id)!) * width, 0);
        const possible = groups.reduce((sum, { units, width, lowest }) => sum + (units - lowest) * width, 0);
        const widest = Math.max(...groups.map(({ width }) => width));
        expect(gone).toBeLessThanOrEqual(channels * ratio + widest / 2);
        if (gone < possible) expect(gone).toBeGreaterThanOrEqual(channels * ratio - widest / 2);
        for (const { id, lowest } of groups) expect(targets.get(id)!).toBeGreaterThanOrEqual(lowest);
      }),
    );
  });

  it('take the least important of all groups, whatever the scale of their scores', () => {
    fc.assert(
      fc.property(rankedGroups, ratios, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (groups, ratio, scale) => {
        const targets = targetsOfModel(groups, ratio);
        const [first, ...others] = groups;
        const scaled = { ...first!, scores: first!.scores.map((score) => score * 2 ** Math.round(Math.log2(scale))) };
        expect(targetsOfModel([scaled, ...others], ratio)).toEqual(targets);
        const relative = ({ scores }: RankedGroup) => {
          const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
          return scores.map((score) => score / mean).sort();
        };
        // Nothing that stayed, and could have gone, matters less than what went.
        const went = groups.flatMap((group) => [...relative(group).slice(0, group.units - targets.get(group.id)!)]);
        for (const group of groups) {
          const removed = group.units - targets.get(group.id)!;
          if (removed >= group.units - group.lowest) continue;
          expect(relative(group)[removed]!).toBeGreaterThanOrEqual(Math.max(...went, 0) * (1 - 1e-12));
        }
      }),
    );
  });

  it('leave a group with a share of its own out of the ranking of the model', () => {
    const group = (id: string, score: number, ownRatio?: number): RankedGroup => ({
      ...limitsOf({ id, units: 10 }, 1, shares),
      ...{ scores: Float64Array.from({ length: 10 }, (_, unit) => score + unit), ownRatio },
    });
    const targets = targetsOfModel([group('a', 1, 0), group('b', 1), group('c', 1)], 0.3);
    expect(targets.get('a')).toBe(10);
    expect(targets.get('b')! + targets.get('c')!).toBe(14);
  });

  it('sort by score, then by place; what is no number goes last, what is gone first', () => {
    const scores = Float64Array.of(3, NaN, 1, 1, -Infinity, 0, Infinity);
    expect(leastImportant(scores, 7)).toEqual([4, 5, 2, 3, 0, 6, 1]);
    expect(leastImportant(scores, 2)).toEqual([4, 5]);
  });
});
