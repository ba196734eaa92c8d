import * as z from 'zod';

const words = { Infinity: Infinity, '-Infinity': -Infinity, NaN: NaN } as const;
type Word = keyof typeof words;

/**
 * A real number that may be infinite or undefined, such as the signal-to-noise ratio of equal outputs. JSON has no words
 * for those, so a file has them as text.
 */
export const real = z.codec(
  z.union([z.number(), z.enum(['Infinity', '-Infinity', 'NaN'])]),
  z.custom<number>((value) => typeof value === 'number'),
  {
    decode: (stored) => (typeof stored === 'number' ? stored : words[stored]),
    encode: (value) => (Number.isFinite(value) ? value : (String(value) as Word)),
  },
);
