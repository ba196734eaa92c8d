import type { GroupLimits } from '../choice/limits.ts';
import type { Targets } from '../choice/targets.ts';
import { bestCount } from './bestCount.ts';
import { constantCount, type Multiple } from './constantCount.ts';
import type { LayerShape } from './layerModel.ts';
import type { LayerClock } from './layerTimes.ts';

/** Units that every group keeps, by its id. */
export type Counts = ReadonlyMap<string, number>;

/** What counts are found by. */
export interface Measuring {
  readonly clock: LayerClock;
  /** The layers of a group with the sizes that they have when the groups keep so many units. */
  readonly layersAt: (group: string, counts: Counts) => readonly LayerShape[];
  /** Told the share of the groups that is done. */
  readonly onProgress: (fraction: number) => void;
}

/**
 * How many units every group keeps, from what layers really take with counts around the target. Groups are decided one after the other,
 * the others as they are by then: first all as the constant rule says, which also stays where nothing can be measured.
 */
export async function measuredCounts(
  groups: readonly GroupLimits[],
  targets: Targets,
  multiple: Multiple,
  measuring: Measuring,
): Promise<Counts> {
  const counts = new Map(groups.map((group) => [group.id, constantCount(group, targets.get(group.id)!, multiple)]));
  for (const [index, group] of groups.entries()) {
    const target = targets.get(group.id)!;
    const usual = counts.get(group.id)!;
    if (usual < group.units) {
      const choice: Choice = { group, usual, target, counts, measuring };
      const best = await bestOf(candidateCounts(group, target, usual, multiple), choice);
      // What seems better must be so once more, beside the usual count alone.
      counts.set(group.id, best === usual ? usual : await bestOf([usual, best], choice));
    }
    measuring.onProgress((index + 1) / groups.length);
  }
  return counts;
}

/** Counts near the usual one and the target: whole multiples, half ones, and any that 4 divides. At least one unit goes. */
function candidateCounts(group: GroupLimits, target: number, usual: number, { channels }: Multiple): readonly number[] {
  const whole = channels / group.width;
  const counts = [usual - whole, usual + whole].map((units) => constantCount(group, units, fine));
  const half = constantCount(group, target, { channels: Math.max(4, channels / 2), asked: true });
  const all = [...counts, half, constantCount(group, target, fine)];
  const possible = all.filter((units) => units < group.units && Math.abs(units - target) <= whole);
  return [...new Set([usual, ...possible])];
}

const fine: Multiple = { channels: 4, asked: true };

/** One group among the others. */
interface Choice {
  readonly group: GroupLimits;
  readonly usual: number;
  readonly target: number;
  readonly counts: Counts;
  readonly measuring: Measuring;
}

/** The best of some counts; the usual one where there is nothing to choose from, or nothing can be measured. */
async function bestOf(
  units: readonly number[],
  { group: { id }, usual, target, counts, measuring: { clock, layersAt } }: Choice,
): Promise<number> {
  const alternatives = units.map((count) => layersAt(id, new Map([...counts, [id, count]])));
  if (units.length < 2 || alternatives[0]!.length === 0) return usual;
  const times = await clock.compare(alternatives);
  if (times === undefined) return usual;
  const candidates = units.map((count, place) => ({ units: count, milliseconds: times[place]! }));
  return bestCount(candidates, usual, target);
}
