import * as z from 'zod';
import { mixedOptions } from './options/mixed.ts';
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
/** Static quantization of the layers that bear it, found by a search: the options are where it starts. */
const quantizeMixed = z.strictObject({
  pass: z.literal('quantize-mixed'),
  options: quantizeStaticOptions.prefault({}),
  search: mixedOptions.prefault({}),
});

/** One step that makes a model smaller or faster, with its options. */
export const pass = z.discriminatedUnion('pass', [quantizeStatic, quantizeDynamic, quantizeMixed]);
export type Pass = z.infer<typeof pass>;

/** What is done to a model, in order: the contents of a `*.whittle.json` file. */
export const recipe = z.strictObject({ passes: z.array(pass).min(1) });
export type Recipe = z.infer<typeof recipe>;
