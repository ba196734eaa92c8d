import { describe, expect, test } from 'vitest';
import { Random } from '../../../../test/fixtures/random.ts';
import { ClippingDivergence, LEAST_KEPT, SMOOTHING } from './divergence.ts';

/** Empty bins get a little, taken evenly from the others. */
function smooth(distribution: readonly number[]): number[] {
  const empty = distribution.filter((mass) => mass === 0).length;
  const loss = (SMOOTHING * empty) / (distribution.length - empty);
  return distribution.map((mass) => (mass === 0 ? SMOOTHING : mass - loss));
}

/** The published procedure, step by step: clip, quantize, spread, smooth, normalise, compare. */
function divergenceStepByStep(counts: Float64Array, levels: number, low: number, high: number): number {
  const kept = [...counts.subarray(low, high)];
  const reference = kept.slice();
  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  reference[0]! += sum(counts.subarray(0, low));
  reference[reference.length - 1]! += sum(counts.subarray(high));

  const quantized = kept.map(() => 0);
  for (let level = 0; level < levels; level++) {
    const begin = Math.floor((level * kept.length) / levels);
    const end = Math.floor(((level + 1) * kept.length) / levels);
    const group = kept.slice(begin, end);
    const share = sum(group) / group.filter((mass) => mass > 0).length;
    for (let bin = begin; bin < end; bin++) if (kept[bin]! > 0) quantized[bin] = share;
  }

  const p = smooth(reference);
  const q = smooth(quantized);
  const totalP = sum(p);
  const totalQ = sum(q);
  return sum(p.map((mass, bin) => (mass / totalP) * Math.log(mass / totalP / (q[bin]! / totalQ))));
}

function randomCounts(random: Random, bins: number, emptyShare: number): Float64Array {
  return Float64Array.from({ length: bins }, (_, bin) =>
    random.uniform() < emptyShare
      ? 0
      : Math.ceil(1e4 * Math.exp(-(((bin - bins / 3) / (bins / 5)) ** 2)) * random.uniform()),
  );
}

describe('ClippingDivergence', () => {
  test.each([0, 0.2, 0.9])('is what the procedure gives step by step, %d of the bins empty', (emptyShare) => {
    const random = new Random(5);
    for (let round = 0; round < 40; round++) {
      const levels = 4 + random.integer(28);
      const bins = levels * (2 + random.integer(20));
      const counts = randomCounts(random, bins, emptyShare);
      const low = random.integer(bins / 8);
      const high = bins - random.integer(bins / 4);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const kept = counts.subarray(low, high).reduce((sum, count) => sum + count, 0);
      if (high - low < levels || kept < LEAST_KEPT * total) continue;
      const expected = divergenceStepByStep(counts, levels, low, high);
      expect(new ClippingDivergence(counts, levels).of(low, high)).toBeCloseTo(expected, 3);
    }
  });

  test('is zero when every filled bin has a level of its own', () => {
    const counts = Float64Array.of(5, 0, 3, 8, 0, 0, 1, 9);
    expect(new ClippingDivergence(counts, 8).of(0, 8)).toBeCloseTo(0, 12);
    expect(new ClippingDivergence(counts, 4).of(0, 8)).toBeGreaterThan(0);
  });

  test('has a closed form for two bins at one level', () => {
    const counts = Float64Array.of(30, 10);
    const expected = 0.75 * Math.log(0.75 / 0.5) + 0.25 * Math.log(0.25 / 0.5);
    expect(new ClippingDivergence(counts, 1).of(0, 2)).toBeCloseTo(expected, 12);
  });

  test('is infinite where too little is kept', () => {
    const counts = Float64Array.of(1, 1, 0, 0, 100, 0, 0, 0);
    const divergence = new ClippingDivergence(counts, 2);
    expect(divergence.of(0, 4)).toBe(Infinity);
    expect(divergence.of(5, 8)).toBe(Infinity);
    expect(divergence.of(2, 8)).toBeLessThan(Infinity);
  });
});
