/** Values at which an axis has marks. */
export interface Ticks {
  /** Ascending, multiples of the step. */
  readonly values: readonly number[];
  readonly step: number;
}

/**
 * Multiples of 1, 2 or 5 times a power of ten between two numbers.
 * @param most marks, 1 or more; there are fewer where rounder numbers are further apart
 * @param least step, such as 1 where only whole numbers mean something
 */
export function ticksBetween(low: number, high: number, most: number, least = 0): Ticks {
  const width = high - low;
  if (!(width > 0) || !Number.isFinite(width)) return { values: [low], step: 0 };
  const step = Math.max(least, roundStep(width / Math.max(1, most)));
  // Near both ends, rounding must not lose a mark.
  const tolerance = 1e-9;
  const first = Math.ceil(low / step - tolerance);
  const last = Math.floor(high / step + tolerance);
  const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => multiple(first + index, step));
  return { values, step };
}

/** The smallest of 1, 2, 5 and 10 times a power of ten that is no less. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Without the digits that multiplying leaves behind: 3 · 0.1 is 0.3. */
function multiple(count: number, step: number): number {
  return Number((count * step).toPrecision(12)) + 0;
}
