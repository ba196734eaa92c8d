import * as z from 'zod';
import { excludeNodes, excludeOperators, includeNodes, includeOperators } from './nodeSelection.ts';
import { option } from './option.ts';

/** Dynamic quantization: weights in advance, activations while the model runs. Needs no data. */
export const quantizeDynamicOptions = z.strictObject({
  includeOperators,
  excludeOperators,
  includeNodes,
  excludeNodes,
  weightType: option(z.enum(['int8', 'uint8']).default('int8'), { help: 'option.weight-type' }),
  perChannel: option(z.boolean().default(true), { help: 'option.per-channel' }),
  allowConvolutions: option(z.boolean().default(false), { help: 'option.allow-convolutions' }),
});

export type QuantizeDynamicOptions = z.infer<typeof quantizeDynamicOptions>;
export type QuantizeDynamicInput = z.input<typeof quantizeDynamicOptions>;
