import {
  formatBytes,
  formatCount,
  formatDecibels,
  formatMilliseconds,
  formatShare,
  rounded,
} from '../../protocol/quantity.ts';

/** What a number is a number of: milliseconds, bytes, things, a share of 1, decibels, samples a second, or just a number. */
export type Quantity = 'time' | 'bytes' | 'count' | 'share' | 'decibel' | 'rate' | 'number';

interface Notation {
  /** What a unit stands for; the empty one is for a number that stands alone. */
  readonly units: Readonly<Record<string, number>>;
  readonly format: (value: number) => string;
}

const binary = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

const notations: Readonly<Record<Quantity, Notation>> = {
  time: { units: { ms: 1, s: 1000, us: 0.001, µs: 0.001 }, format: formatMilliseconds },
  bytes: { units: { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, ...binary }, format: formatBytes },
  count: { units: { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9 }, format: formatCount },
  share: { units: { '%': 0.01, '': 0.01 }, format: formatShare },
  decibel: { units: { dB: 1, '': 1 }, format: formatDecibels },
  rate: { units: { '/s': 1, '': 1 }, format: (value) => `${rounded(value)}/s` },
  number: { units: { '': 1 }, format: rounded },
};

/** What a unit stands for; undefined where the quantity has no such unit. */
export function unitOf(quantity: Quantity, unit: string): number | undefined {
  const { units } = notations[quantity];
  return Object.hasOwn(units, unit) ? units[unit] : undefined;
}

/** The units of a quantity, as they are written. */
export function unitsOf(quantity: Quantity): string {
  return Object.keys(notations[quantity].units)
    .filter((unit) => unit !== '')
    .join(', ');
}

/** A value as people read it. */
export function formatQuantity(quantity: Quantity, value: number): string {
  return notations[quantity].format(value);
}
