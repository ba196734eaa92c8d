import { medianInterval } from '../../../benchmark/median.ts';

/** A number of units that a group might keep, and what its layers take then. */
export interface Candidate {
  readonly units: number;
  /** In every round; rounds of all candidates stand beside each other. */
  readonly milliseconds: Float64Array;
}

/** The usual count is left only for one that is surely better by so much for each unit. */
const clearlyBetter = 1.1;
/** Candidates this near to each other are equal. */
const equal = 1.03;

/**
 * Of the candidates, the one whose layers take the least time for each unit kept: on a staircase the end of a step, and where more units
 * cost no more, the most. `usual`, which is one of them, wins unless another is better beyond chance (with 95 % confidence); of equals the
 * one nearest to the target.
 */
export function bestCount(candidates: readonly Candidate[], usual: number, target: number): number {
  const reference = candidates.find(({ units }) => units === usual);
  if (reference === undefined) throw new Error(`${usual} is no candidate`);
  const better = candidates
    .map((each) => ({ units: each.units, gain: gainOver(reference, each) }))
    .filter(({ gain }) => gain.low >= clearlyBetter);
  const most = Math.max(...better.map(({ gain }) => gain.median));
  const best = better.filter(({ gain }) => gain.median * equal >= most).map(({ units }) => units);
  return best.length === 0 ? usual : nearest(best, target);
}

/** How much less time for each unit another candidate takes. */
function gainOver(reference: Candidate, other: Candidate) {
  const perUnit = other.units / reference.units;
  return medianInterval(
    [...reference.milliseconds].map((milliseconds, round) => (milliseconds / other.milliseconds[round]!) * perUnit),
  );
}

function nearest(counts: readonly number[], target: number): number {
  return counts.reduce((best, count) => (Math.abs(count - target) < Math.abs(best - target) ? count : best));
}
