import type { GroupLimits } from '../choice/limits.ts';

/** Counts that this does not divide leave the runtime's fast layout. */
const least = 4;
/** Groups below have no choice. */
const smallGroup = 8;

/** What counts of channels should be a multiple of. */
export interface Multiple {
  readonly channels: number;
  /** Whether a person asked for it, or processors like it. */
  readonly asked: boolean;
}

/**
 * How many units of a group to keep by what is known of processors in general: what is nearest to the target of the multiples (in
 * channels) and the whole group. Groups that are no larger than the multiple keep a count that 4 divides.
 * @param target units that should stay, not whole
 */
export function constantCount(group: GroupLimits, target: number, multiple: Multiple): number {
  const { units } = group;
  if (target >= units) return units;
  const { step, low, high } = multiplesOf(stepOf(group, multiple) ?? 1, group);
  if (low > high) return units;
  const near = Math.min(high, Math.max(low, Math.round(target / step) * step));
  return Math.abs(near - target) <= units - target ? near : units;
}

/**
 * What the channels that a group keeps are a multiple of: of what is wanted where such a count lies within the limits, else of 4 where the
 * group has 8 channels or more; undefined for groups that are too small for any.
 */
export function stepOf(group: GroupLimits, { channels, asked }: Multiple): number | undefined {
  const all = group.units * group.width;
  if (asked ? all >= channels : multiplesOf(channels, group).low < group.units) return channels;
  return all >= smallGroup ? least : undefined;
}

/** The least and the largest number of units within the limits whose channels are a multiple. */
function multiplesOf(channels: number, { units, width, lowest }: GroupLimits) {
  const step = channels / greatestCommonDivisor(channels, width);
  return { step, low: Math.ceil(lowest / step) * step, high: Math.floor(units / step) * step };
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

/** The least count that is no less than the target and that {@link constantCount} could give: what a step on the way keeps. */
export function countAbove(group: GroupLimits, target: number, multiple: Multiple): number {
  const { units, lowest } = group;
  const { step } = multiplesOf(stepOf(group, multiple) ?? 1, group);
  return Math.min(units, Math.ceil(Math.max(target, lowest) / step) * step);
}
