import type { GroupLimits } from '../choice/limits.ts';
import type { Targets } from '../choice/targets.ts';
import { bestCount, type Candidate } from './bestCount.ts';
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
  { clock, layersAt, onProgress }: Measuring,
): Promise<Counts> {
  const counts = new Map(groups.map((group) => [group.id, constantCount(group, targets.get(group.id)!, multiple)]));
  for (const [index, group] of groups.entries()) {
    const target = targets.get(group.id)!;
    const usual = counts.get(group.id)!;
    if (usual < group.units) {
      const units = candidateCounts(group, target, usual, multiple);
      const measured = await measure(units, group.id, counts, clock, layersAt);
      if (measured !== undefined) counts.set(group.id, bestCount(measured, usual, target));
    }
    onProgress((index + 1) / groups.length);
  }
  return counts;
}

/** Counts of channels that 4 divides, near the usual one and the target; at least one unit goes. */
function candidateCounts(group: GroupLimits, target: number, usual: number, { channels }: Multiple): readonly number[] {
  const fine = { channels: 4, asked: true } as const;
  const near = [-channels, -channels / 2, 0, channels / 2, channels].map((step) => usual + step / group.width);
  const counts = [...near.map((units) => constantCount(group, units, fine)), constantCount(group, target, fine), usual];
  const possible = counts.filter((units) => units < group.units && Math.abs(units - target) * group.width <= channels);
  return [...new Set([...possible, usual])].sort((one, other) => one - other);
}

/** Undefined where there is nothing to choose from, or a time is missing. */
async function measure(
  units: readonly number[],
  group: string,
  counts: Counts,
  clock: LayerClock,
  layersAt: Measuring['layersAt'],
): Promise<readonly Candidate[] | undefined> {
  if (units.length < 2) return undefined;
  const layers = units.map((count) => layersAt(group, new Map([...counts, [group, count]])));
  const times = await clock.milliseconds(layers.flat());
  const candidates: Candidate[] = [];
  let place = 0;
  for (const [index, count] of units.entries()) {
    let milliseconds = 0;
    for (let layer = 0; layer < layers[index]!.length; layer++) milliseconds += times[place++] ?? NaN;
    if (!(milliseconds > 0)) return undefined;
    candidates.push({ units: count, milliseconds });
  }
  return candidates;
}
