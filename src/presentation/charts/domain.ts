/** The ends of an axis. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

/**
 * From zero to a little above the largest value. Where there is none, or all are zero, to 1.
 * @param values infinite ones and NaN are left out
 */
export function fromZero(values: Iterable<number>): Domain {
  const high = greatest(values);
  return { low: 0, high: high > 0 ? high * 1.08 : 1 };
}

/** A little around all values; values that are all the same have the room around them that `least` asks for. */
export function around(values: Iterable<number>, least: number): Domain {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1 };
  const room = Math.max((high - low) * 0.12, (least - (high - low)) / 2);
  return { low: low - room, high: high + room };
}

function greatest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, value);
  return most;
}
