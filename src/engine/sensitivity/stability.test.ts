import { describe, expect, it } from 'vitest';
import { seededRandom } from '../data/random.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { sharedPlaces, spearman } from './rankCorrelation.ts';
import { SampleErrors } from './sampleErrors.ts';
import { rankLayers } from './stability.ts';

/** A layer whose signal is 1 in every sample, with this noise. */
function layerOf(noise: readonly number[]): SampleErrors {
  const errors = new SampleErrors();
  for (const each of noise) errors.add({ signal: 1, own: 1, noise: each });
  return errors;
}

function layersOf(noises: readonly (readonly number[])[]): ReadonlyMap<NodeId, SampleErrors> {
  return new Map(noises.map((noise, index) => [`layer${index}` as NodeId, layerOf(noise)]));
}

/** Every way of drawing `count` of so many samples with replacement. */
function* draws(count: number): Generator<readonly number[]> {
  for (let code = 0; code < count ** count; code++) {
    yield Array.from({ length: count }, (_, digit) => Math.floor(code / count ** digit) % count);
  }
}

describe('a ranking', () => {
  it('puts the layer first that has the least SQNR, and equal ones at one place', () => {
    const { ranks } = rankLayers(
      layersOf([
        [1, 1],
        [5, 3],
        [0, 0],
        [4, 4],
        [0, 0],
      ]),
      0,
    );
    expect([...ranks.values()].map(({ rank }) => rank)).toEqual([3, 1, 4, 1, 4]);
  });

  it('is sure where every sample says the same', () => {
    const { ranks, stability } = rankLayers(
      layersOf([
        [1, 1, 2, 1],
        [5, 9, 7, 6],
        [0, 0, 0, 0],
      ]),
      7,
    );
    for (const { rank, low, high } of ranks.values()) expect([low, high]).toEqual([rank, rank]);
    expect(stability).toEqual({ halves: 1, rankWidth: 0 });
  });

  it('has the intervals that trying every draw gives', () => {
    const random = seededRandom(3);
    const noises = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => 1 + random() * 3));
    const layers = layersOf(noises);
    const all = [...draws(5)].map((runs) => sharedPlaces([...layers.values()].map((each) => each.sqnr(runs))));
    const { ranks, stability } = rankLayers(layers, 1);
    let width = 0;
    for (const [layer, { low, high }] of [...ranks.values()].entries()) {
      // A thousand draws tell shares to about 1.5 points: the ends are those of an interval of 92 to 98 %.
      const seen = all.map((places) => places[layer]!).sort((a, b) => a - b);
      const quantile = (share: number): number => seen[Math.floor(share * (seen.length - 1))]!;
      expect(low).toBeGreaterThanOrEqual(quantile(0.01));
      expect(low).toBeLessThanOrEqual(quantile(0.04));
      expect(high).toBeGreaterThanOrEqual(quantile(0.96));
      expect(high).toBeLessThanOrEqual(quantile(0.99));
      width += high - low;
    }
    expect(stability.rankWidth).toBeCloseTo(width / 5);
    expect(stability.rankWidth).toBeGreaterThan(1);
  });

  it('is the same for the same seed, and little else for another', () => {
    const random = seededRandom(5);
    const layers = layersOf(Array.from({ length: 20 }, () => Array.from({ length: 16 }, () => random())));
    expect(rankLayers(layers, 2)).toEqual(rankLayers(layers, 2));
    expect(rankLayers(layers, 3).stability.rankWidth).toBeCloseTo(rankLayers(layers, 2).stability.rankWidth, 0);
  });

  it('has places inside of their intervals, whatever the samples are', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom(seed);
      const layers = layersOf(Array.from({ length: 8 }, () => Array.from({ length: 6 }, () => random() ** 8)));
      for (const { rank, low, high } of rankLayers(layers, seed).ranks.values()) {
        expect(low).toBeLessThanOrEqual(rank);
        expect(high).toBeGreaterThanOrEqual(rank);
      }
    }
  });

  it('takes values that are not finite for the worst', () => {
    const { ranks } = rankLayers(
      layersOf([
        [1, 1],
        [NaN, 0],
        [0, 0],
      ]),
      0,
    );
    expect([...ranks.values()].map(({ rank }) => rank)).toEqual([2, 1, 3]);
  });
});

describe('halves', () => {
  it('are disjoint: with one sample that speaks against all others, only one half hears of it', () => {
    const calm = [1, 2, 3, 4, 5, 6];
    const noises = calm.map((noise, layer) => [noise, noise, noise, (6 - layer) * 1e6]);
    expect(rankLayers(layersOf(noises), 0).stability.halves).toBeCloseTo(-1);
  });

  it('of any division into two are what is compared', () => {
    const random = seededRandom(11);
    const layers = layersOf(Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => random())));
    const sqnr = (runs: readonly number[]): readonly number[] => [...layers.values()].map((each) => each.sqnr(runs));
    const divisions: (readonly [readonly number[], readonly number[]])[] = [
      [
        [0, 1],
        [2, 3],
      ],
      [
        [0, 2],
        [1, 3],
      ],
      [
        [0, 3],
        [1, 2],
      ],
    ];
    const possible = divisions.map(([one, other]) => spearman(sqnr(one), sqnr(other)).toFixed(9));
    const found = new Set(
      Array.from({ length: 40 }, (_, seed) => rankLayers(layers, seed).stability.halves.toFixed(9)),
    );
    expect([...found].sort()).toEqual([...new Set(possible)].sort());
  });

  it('of one sample, or of one layer, say nothing', () => {
    expect(rankLayers(layersOf([[1], [2]]), 0).stability.halves).toBeNaN();
    expect(rankLayers(layersOf([[1, 2, 3]]), 0).stability.halves).toBeNaN();
    expect(rankLayers(new Map(), 0)).toEqual({ ranks: new Map(), stability: { halves: NaN, rankWidth: NaN } });
  });
});
