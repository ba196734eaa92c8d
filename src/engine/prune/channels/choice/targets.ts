import type { GroupLimits } from './limits.ts';

/** A group that may lose units, and what is known of them. */
export interface RankedGroup extends GroupLimits {
  /** Importance of its units. */
  readonly scores: Float64Array;
  /** Share of its own that a person asked for, 0 to 1. */
  readonly ownRatio: number | undefined;
}

/** Units of every group that should stay, before rounding: not whole, by the id of the group. */
export type Targets = ReadonlyMap<string, number>;

/** Every group loses the same share, or its own. */
export function targetsPerGroup(groups: readonly RankedGroup[], ratio: number): Targets {
  return new Map(groups.map((group) => [group.id, withinLimits(group, group.units * (1 - (group.ownRatio ?? ratio)))]));
}

/**
 * All groups together lose a share of their channels, the least important first: scores are divided by the mean of their group, so that
 * groups can be compared. Groups with a share of their own lose that.
 */
export function targetsOfModel(groups: readonly RankedGroup[], ratio: number): Targets {
  const together = groups.filter(({ ownRatio }) => ownRatio === undefined);
  const targets = new Map(targetsPerGroup(groups, ratio));
  const channels = together.reduce((sum, { units, width }) => sum + units * width, 0);
  const removable = together.flatMap((group) => {
    const mean = meanOf(group.scores);
    const rising = leastImportant(group.scores, group.units - group.lowest);
    return rising.map((unit) => ({ group, score: relative(group.scores[unit]!, mean) }));
  });
  // Sorting is stable: among equals the order of the groups decides.
  removable.sort((one, other) => compareScores(one.score, other.score));
  const removed = new Map(together.map(({ id }) => [id, 0]));
  let gone = 0;
  for (const { group } of removable) {
    if (gone + group.width / 2 > channels * ratio) break;
    gone += group.width;
    removed.set(group.id, removed.get(group.id)! + 1);
  }
  for (const { id, units } of together) targets.set(id, units - removed.get(id)!);
  return targets;
}

/** The units with the lowest scores, the lowest first; of equals the first. What is no number matters most. */
export function leastImportant(scores: Float64Array, count: number): readonly number[] {
  const units = Array.from(scores.keys());
  return units.sort((one, other) => compareScores(scores[one]!, scores[other]!) || one - other).slice(0, count);
}

function compareScores(one: number, other: number): number {
  if (Number.isNaN(one)) return Number.isNaN(other) ? 0 : 1;
  return Number.isNaN(other) || one < other ? -1 : one > other ? 1 : 0;
}

/** Units that are gone already have an importance of minus infinity. */
function relative(score: number, mean: number): number {
  return mean > 0 ? score / mean : Math.min(score, 0);
}

function withinLimits({ lowest, units }: GroupLimits, target: number): number {
  return Math.min(units, Math.max(lowest, target));
}

function meanOf(scores: Float64Array): number {
  const numbers = scores.filter((score) => Number.isFinite(score));
  return numbers.length === 0 ? 0 : numbers.reduce((sum, score) => sum + score, 0) / numbers.length;
}
