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
  const { units, width, lowest } = group;
  if (target >= units) return units;
  const step = stepOf(group, multiple) ?? 1;
  const unitStep = step / greatestCommonDivisor(step, width);
  const low = Math.ceil(lowest / unitStep) * unitStep;
  const high = Math.floor(units / unitStep) * unitStep;
  if (low > high) return units;
  const near = Math.min(high, Math.max(low, Math.round(target / unitStep) * unitStep));
  return Math.abs(near - target) <= units - target ? near : units;
}

/** What the channels that a group keeps are a multiple of; undefined for groups that are too small for any. */
export function stepOf({ units, width }: GroupLimits, { channels, asked }: Multiple): number | undefined {
  const all = units * width;
  if (all > channels || (asked && all === channels)) return channels;
  return all >= smallGroup ? least : undefined;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

/** The least count that is no less than the target and that {@link constantCount} could give: what a step on the way keeps. */
export function countAbove(group: GroupLimits, target: number, multiple: Multiple): number {
  const { units, width, lowest } = group;
  const step = stepOf(group, multiple) ?? 1;
  const unitStep = step / greatestCommonDivisor(step, width);
  return Math.min(units, Math.ceil(Math.max(target, lowest) / unitStep) * unitStep);
}
