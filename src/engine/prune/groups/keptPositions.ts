import type { ChannelGroups, RemovedUnits } from './group.ts';

/** For each tensor that loses positions, by dimension, those that are left, rising. */
export type KeptPositions = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;

/**
 * What is left along every dimension when units of groups go.
 * @throws Error for a group or unit that does not exist, and where nothing would be left
 */
export function keptPositions(groups: ChannelGroups, removed: RemovedUnits): KeptPositions {
  const kept = new Map<string, Map<number, readonly number[]>>();
  for (const [tensor, axes] of gonePositions(groups, removed)) {
    for (const [axis, gone] of axes) {
      const left: number[] = [];
      for (let index = 0; index < gone.length; index++) if (gone[index] === 0) left.push(index);
      if (left.length === 0) throw new Error(`nothing would be left of dimension ${axis} of "${tensor}"`);
      if (left.length === gone.length) continue;
      const known = kept.get(tensor);
      if (known === undefined) kept.set(tensor, new Map([[axis, left]]));
      else known.set(axis, left);
    }
  }
  return kept;
}

/** For each tensor with channels of groups that lose units, by dimension, which positions go. */
function gonePositions(
  groups: ChannelGroups,
  removed: RemovedUnits,
): ReadonlyMap<string, ReadonlyMap<number, Uint8Array>> {
  const gone = new Map<string, Map<number, Uint8Array>>();
  for (const { group, units } of removedUnits(groups, removed)) {
    for (const { tensor, axis, unitOf } of group.parts) {
      let axes = gone.get(tensor);
      if (axes === undefined) gone.set(tensor, (axes = new Map<number, Uint8Array>()));
      let positions = axes.get(axis);
      if (positions === undefined) axes.set(axis, (positions = new Uint8Array(unitOf.length)));
      for (let index = 0; index < unitOf.length; index++) {
        const unit = unitOf[index]!;
        if (unit >= 0 && units[unit] === 1) positions[index] = 1;
      }
    }
  }
  return gone;
}

/** The groups that lose units, with 1 for each unit that goes. @throws Error for a group or unit that does not exist */
export function removedUnits({ groups }: ChannelGroups, removed: RemovedUnits) {
  const byId = new Map(groups.map((group) => [group.id, group]));
  return [...removed].map(([id, numbers]) => {
    const group = byId.get(id);
    if (group === undefined) throw new Error(`there is no group ${id}`);
    const units = new Uint8Array(group.units);
    for (const unit of numbers) {
      if (!(Number.isInteger(unit) && unit >= 0 && unit < group.units)) throw new Error(`${id} has no unit ${unit}`);
      units[unit] = 1;
    }
    return { group, units };
  });
}
