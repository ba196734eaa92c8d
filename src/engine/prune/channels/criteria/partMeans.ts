import type { ChannelGroup } from '../../groups/group.ts';
import type { UnitSums } from './unitSums.ts';

/** Means over the parts of groups: a unit's mean is over the parts that it has positions in. */
export class PartMeans {
  private readonly groups = new Map<string, { readonly totals: Float64Array; readonly parts: Uint32Array }>();

  constructor(groups: readonly ChannelGroup[]) {
    for (const { id, units } of groups) {
      this.groups.set(id, { totals: new Float64Array(units), parts: new Uint32Array(units) });
    }
  }

  /** Adds a part with `valueOf` its sums. */
  add({ group, sums, positions }: Omit<UnitSums, 'part'>, valueOf: (sum: number) => number = (sum) => sum): void {
    const { totals, parts } = this.groups.get(group.id)!;
    for (let unit = 0; unit < totals.length; unit++) {
      if (positions[unit] === 0) continue;
      totals[unit]! += valueOf(sums[unit]!);
      parts[unit]!++;
    }
  }

  /** Whether any part was added to a group. */
  has({ id }: ChannelGroup): boolean {
    return this.groups.get(id)!.parts.some((count) => count > 0);
  }

  of({ id }: ChannelGroup): Float64Array {
    const { totals, parts } = this.groups.get(id)!;
    return totals.map((total, unit) => (parts[unit] === 0 ? 0 : total / parts[unit]!));
  }
}

/** The mean of the sums of the units that have positions. */
export function meanOfUnits({ sums, positions }: Pick<UnitSums, 'sums' | 'positions'>): number {
  let total = 0;
  let count = 0;
  for (let unit = 0; unit < sums.length; unit++) {
    if (positions[unit] === 0) continue;
    total += sums[unit]!;
    count++;
  }
  return count === 0 ? 0 : total / count;
}
