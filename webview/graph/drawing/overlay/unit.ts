import {
  formatBytes,
  formatCount,
  formatDecibels,
  formatMilliseconds,
  formatRatio,
  formatShare,
  rounded,
} from '../../../../src/protocol/quantity.ts';

/** How numbers of each unit are written. */
const formats = {
  bytes: formatBytes,
  count: formatCount,
  milliseconds: formatMilliseconds,
  decibels: formatDecibels,
  share: formatShare,
  ratio: formatRatio,
  number: rounded,
} as const;

export type Unit = keyof typeof formats;

export function isUnit(name: string): name is Unit {
  return Object.hasOwn(formats, name);
}

export function formatQuantity(value: number, unit: Unit): string {
  return formats[unit](value);
}
