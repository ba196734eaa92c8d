import type { RankInterval, Stability } from '../../protocol/result/sensitivity.ts';
import { seededRandom } from '../data/random.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { sharedPlaces, spearman } from './rankCorrelation.ts';
import type { SampleErrors } from './sampleErrors.ts';

/** Layers by how much they suffer, and how sure that is. */
export interface Ranking {
  /** Layers with equal errors share a place. */
  readonly ranks: ReadonlyMap<NodeId, RankInterval>;
  readonly stability: Stability;
}

/** Samples are drawn again so many times at most, and at least. */
const most = 1000;
const least = 100;
/** Sums that may be added up altogether: a third of a second. */
const affordable = 1e7;
/** Share of the draws that lies outside of an interval. */
const outside = 0.05;

/**
 * Ranks layers by their SQNR, the worst first. How far the ranking is an accident of the samples is found by drawing as many of them again,
 * with replacement (percentile bootstrap: Efron, 1979), and by comparing the rankings of two halves, into which chance divides them. The same
 * seed gives the same intervals.
 * @param errors all of the same samples in the same order
 */
export function rankLayers(errors: ReadonlyMap<NodeId, SampleErrors>, seed: number): Ranking {
  const layers = [...errors.values()];
  const samples = layers[0]?.size ?? 0;
  if (layers.some(({ size }) => size !== samples)) throw new RangeError('layers were measured on different samples');
  const sqnr = (runs?: readonly number[]): readonly number[] => layers.map((each) => each.sqnr(runs));
  const random = seededRandom(seed);
  const intervals = intervalsOf(sharedPlaces(sqnr()), samples, random, (runs) => sharedPlaces(sqnr(runs)));
  const [one, other] = halves(samples, random);
  return {
    ranks: new Map([...errors.keys()].map((node, index) => [node, intervals[index]!])),
    stability: {
      halves: one.length === 0 ? Number.NaN : spearman(sqnr(one), sqnr(other)),
      rankWidth: mean(intervals.map(({ low, high }) => high - low)),
    },
  };
}

/** Each interval has the place itself in it, also where hardly any draw gives that. */
function intervalsOf(
  ranks: readonly number[],
  samples: number,
  random: () => number,
  ranksOf: (runs: readonly number[]) => readonly number[],
): readonly RankInterval[] {
  const draws = Math.max(least, Math.min(most, Math.floor(affordable / (ranks.length * samples))));
  const drawn = Array.from({ length: draws }, () =>
    ranksOf(Array.from({ length: samples }, () => Math.floor(random() * samples))),
  );
  return ranks.map((rank, layer) => {
    const seen = Float64Array.from(drawn, (each) => each[layer]!).sort();
    const tail = Math.floor((draws * outside) / 2);
    return { rank, low: Math.min(rank, seen[tail]!), high: Math.max(rank, seen[draws - 1 - tail]!) };
  });
}

/** Two halves of the samples, each without one of an odd number. */
function halves(samples: number, random: () => number): readonly [readonly number[], readonly number[]] {
  const order = Array.from({ length: samples }, (_, index) => [random(), index] as const).sort(([a], [b]) => a - b);
  const shuffled = order.map(([, index]) => index);
  const size = Math.floor(samples / 2);
  return [shuffled.slice(0, size), shuffled.slice(size, 2 * size)];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
