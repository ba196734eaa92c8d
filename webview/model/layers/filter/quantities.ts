import type { Unit } from '../../../graph/drawing/overlay/unit.ts';

/** A number as a person wrote it. */
export interface Quantity {
  readonly value: number;
  /** How far numbers may be away that would be written like this: half of its last digit, or of the last one that is shown. */
  readonly halfDigit: number;
}

type Scales = Readonly<Record<string, number>>;

const thousands: Scales = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const times: Scales = { '': 1, x: 1, '×': 1 };

/** What each suffix stands for, in lower case. */
const scales: Readonly<Record<Unit, Scales>> = {
  bytes: {
    ...thousands,
    ...{ b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 },
    ...{ kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 },
  },
  count: thousands,
  number: thousands,
  // Both signs that are read as micro.
  milliseconds: { '': 1, us: 1e-3, '\u00b5s': 1e-3, '\u03bcs': 1e-3, ms: 1, s: 1e3, min: 6e4 },
  decibels: { '': 1, db: 1 },
  share: { '': 1, '%': 1e-2 },
  ratio: times,
};

/** A value of each unit, as it is written. */
export const examples: Readonly<Record<Unit, string>> = {
  ...{ bytes: '4kB', count: '1M', number: '0.5', milliseconds: '3ms', decibels: '30dB', share: '50%', ratio: '2×' },
};

/** To so many significant digits numbers are shown. */
const shownDigits = 3;

const written = /^(?<sign>[+\-−]?)(?<digits>\d*(?:\.\d*)?)(?:e(?<exponent>[+-]?\d+))?(?<suffix>\D*)$/iu;

/** Reads such as `4kB`, `1.5M`, `50%`; undefined where it is no number, or one of another unit. */
export function readQuantity(text: string, unit: Unit): Quantity | undefined {
  const { sign, digits, exponent = '0', suffix = '' } = written.exec(text)?.groups ?? {};
  const scale = scaleOf(suffix, unit);
  if (digits === undefined || !/\d/.test(digits) || scale === undefined) return undefined;
  const size = Number(digits) * 10 ** Number(exponent) * scale;
  const value = sign === '-' || sign === '−' ? -size : size;
  // Who writes 50 for half of all is not to find nothing.
  if (unit === 'share' && suffix === '' && value > 1) return undefined;
  return { value, halfDigit: size === 0 ? 0 : halfDigit(size, digits) };
}

function halfDigit(size: number, digits: string): number {
  const significant = digits.replace('.', '').replace(/^0+/, '').length;
  return 0.5 * 10 ** (Math.floor(Math.log10(size)) + 1 - Math.max(shownDigits, significant));
}

/** Whether a word is what a number of a unit ends in. */
export function isSuffix(text: string, unit: Unit): boolean {
  return text !== '' && scaleOf(text, unit) !== undefined;
}

function scaleOf(suffix: string, unit: Unit): number | undefined {
  const lower = suffix.trim().toLowerCase();
  return Object.hasOwn(scales[unit], lower) ? scales[unit][lower] : undefined;
}
