import type { ValueType } from './structure.ts';

/** Bytes of so many elements of a type; types below 8 bits are packed. NaN where the number is not known or has no size. */
export function byteLength({ bits }: ValueType, elements: number): number {
  return bits === 0 ? Number.NaN : Math.ceil((elements * bits) / 8);
}
