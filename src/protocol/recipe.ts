import * as z from 'zod';
import { quantizeDynamicOptions } from './options/quantizeDynamic.ts';
import { quantizeStaticOptions } from './options/quantizeStatic.ts';

const quantizeStatic = z.strictObject({
  pass: z.literal('quantize-static'),
  options: quantizeStaticOptions.prefault({}),
});
const quantizeDynamic = z.strictObject({
  pass: z.literal('quantize-dynamic'),
  options: quantizeDynamicOptions.prefault({}),
});

/** One step that makes a model smaller or faster, with its options. */
export const pass = z.discriminatedUnion('pass', [quantizeStatic, quantizeDynamic]);
export type Pass = z.infer<typeof pass>;

/** What is done to a model, in order: the contents of a `*.whittle.json` file. */
export const recipe = z.strictObject({ passes: z.array(pass).min(1) });
export type Recipe = z.infer<typeof recipe>;
