/** A range of reals that integers stand for, at equal steps: zero is always one of them. */
export interface Levels {
  readonly low: number;
  readonly high: number;
  /** From one level to the next. */
  readonly scale: number;
}

/** How many levels there are: 1 where the scale separates none. */
export function levelCount({ low, high, scale }: Levels): number {
  const steps = Math.round((high - low) / scale);
  return steps > 0 && Number.isFinite(steps) ? steps + 1 : 1;
}

/**
 * All levels, ascending; undefined where they are too close to each other to be told apart, or nothing separates them.
 * @param pixels from the lowest to the highest @param least pixels between two of them
 */
export function separateLevels(levels: Levels, pixels: number, least: number): readonly number[] | undefined {
  const count = levelCount(levels);
  if (count === 1 || !(pixels / (count - 1) >= least)) return undefined;
  return Array.from({ length: count }, (_, index) => levels.low + index * levels.scale);
}

/** The level nearest to a real number, which is what becomes of it. */
export function nearestLevel(levels: Levels, value: number): number {
  const { low, high, scale } = levels;
  if (levelCount(levels) === 1) return Math.min(high, Math.max(low, value));
  const step = Math.round((Math.min(high, Math.max(low, value)) - low) / scale);
  return low + step * scale;
}
