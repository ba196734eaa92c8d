import * as z from 'zod';
import { factorizeOptions } from './options/factorize.ts';
import { mixedOptions } from './options/mixed.ts';
import { option } from './options/option.ts';
import { pruneChannelsOptions } from './options/pruneChannels.ts';
import { pruneWeightsOptions } from './options/pruneWeights.ts';
import { quantizeDynamicOptions } from './options/quantizeDynamic.ts';
import { quantizeStaticOptions } from './options/quantizeStatic.ts';

const settings = { help: 'recipes.pass-options' } as const;

const quantizeStatic = option(
  z.strictObject({
    pass: z.literal('quantize-static'),
    options: option(quantizeStaticOptions.prefault({}), settings),
  }),
  { help: 'recipes.pass-static' },
);
const quantizeDynamic = option(
  z.strictObject({
    pass: z.literal('quantize-dynamic'),
    options: option(quantizeDynamicOptions.prefault({}), settings),
  }),
  { help: 'recipes.pass-dynamic' },
);
/** Static quantization of the layers that bear it, found by a search: the options are where it starts. */
const quantizeMixed = option(
  z.strictObject({
    pass: z.literal('quantize-mixed'),
    options: option(quantizeStaticOptions.prefault({}), settings),
    search: option(mixedOptions.prefault({}), { help: 'recipes.pass-search' }),
  }),
  { help: 'recipes.pass-mixed' },
);

const pruneChannels = option(
  z.strictObject({
    pass: z.literal('prune-channels'),
    options: option(pruneChannelsOptions.prefault({}), settings),
  }),
  { help: 'pruning.pass-channels' },
);
const pruneWeights = option(
  z.strictObject({
    pass: z.literal('prune-weights'),
    options: option(pruneWeightsOptions.prefault({}), settings),
  }),
  { help: 'pruning.pass-weights' },
);
const factorize = option(
  z.strictObject({
    pass: z.literal('factorize'),
    options: option(factorizeOptions.prefault({}), settings),
  }),
  { help: 'pruning.pass-factorize' },
);

const quantizing = [quantizeStatic, quantizeDynamic, quantizeMixed] as const;
const reducing = [pruneChannels, pruneWeights, factorize] as const;

/** A step that has nodes compute on integers. */
export const quantizePass = z.discriminatedUnion('pass', quantizing);
export type QuantizePass = z.infer<typeof quantizePass>;

/** A step that takes something away: channels, weights, or the rank of layers. */
export const reducePass = z.discriminatedUnion('pass', reducing);
export type ReducePass = z.infer<typeof reducePass>;

/** One step that makes a model smaller or faster, with its options. */
export const pass = z.discriminatedUnion('pass', [...quantizing, ...reducing]);
export type Pass = z.infer<typeof pass>;

/**
 * Steps in their order. A search for mixed precision measures whole models against the original, so nothing may have been done
 * before it, and nothing after it that it has not measured.
 */
export const passes = z
  .array(pass)
  .min(1)
  .refine((steps) => steps.length === 1 || steps.every((each) => each.pass !== 'quantize-mixed'), {
    params: { code: 'recipes.mixed-alone' },
  });

/** What is done to a model, in order. */
export const recipe = z.strictObject({ passes });
export type Recipe = z.infer<typeof recipe>;
