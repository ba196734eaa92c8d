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

/**
 * Round numbers of a logarithmic scale: powers of ten with their doubles and fives where there is room, else powers of ten that are
 * equally far apart.
 * @param low above 0
 * @param least none is less, such as 1 where only whole numbers mean something
 */
export function logarithmicTicks(low: number, high: number, most: number, least = 0): readonly number[] {
  const from = Math.max(low, least);
  if (!(low > 0) || !(high > from) || !Number.isFinite(high)) return [];
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(high))];
  const powers = Math.floor(Math.log10(high) + 1e-9) - Math.ceil(Math.log10(from) - 1e-9) + 1;
  const factors = Math.log10(high / from) * 3 < most ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(powers / Math.max(1, most)));
  const values: number[] = [];
  for (let power = Math.ceil(first / every) * every; power <= last; power += every) {
    values.push(...factors.map((factor) => Number(`${factor}e${power}`)));
  }
  return values.filter((value) => value >= from * (1 - 1e-9) && value <= high * (1 + 1e-9));
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
