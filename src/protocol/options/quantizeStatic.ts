import * as z from 'zod';
import { excludeNodes, excludeOperators, includeNodes, includeOperators } from './nodeSelection.ts';
import { option } from './option.ts';
import { presetName } from './preset.ts';

/** How the range of a tensor is found from the values it takes. */
export const observerNames = ['min-max', 'moving-average', 'entropy', 'percentile', 'mse'] as const;
const observerName = z.enum(observerNames);
export type ObserverName = z.infer<typeof observerName>;

/** What is to be different for one tensor. */
export const tensorOverride = z.strictObject({
  /** The range to use instead of the one that is observed. */
  range: z
    .tuple([z.number(), z.number()])
    .refine(([min, max]) => min <= max, { params: { code: 'option.range-order' } })
    .exactOptional(),
  symmetric: z.boolean().exactOptional(),
  observer: observerName.exactOptional(),
  /** For a weight: a scale for each channel, or one. */
  perChannel: z.boolean().exactOptional(),
  /** Keeps the tensor float. */
  exclude: z.boolean().exactOptional(),
});
export type TensorOverride = z.infer<typeof tensorOverride>;

/** Static quantization: weights and activations, with ranges from calibration data. */
export const quantizeStaticOptions = z.strictObject({
  preset: option(presetName.default('cpu'), { help: 'option.preset' }),
  observer: option(observerName.default('min-max'), { help: 'option.observer' }),
  percentile: option(z.number().min(50).max(100).default(99.999), { help: 'option.percentile', value: 'percent' }),
  activationType: option(z.enum(['uint8', 'int8']).exactOptional(), { help: 'option.activation-type' }),
  weightType: option(z.enum(['int8', 'uint8']).exactOptional(), { help: 'option.weight-type' }),
  symmetricActivations: option(z.boolean().exactOptional(), { help: 'option.symmetric-activations' }),
  perChannel: option(z.boolean().exactOptional(), { help: 'option.per-channel' }),
  reducedWeights: option(z.boolean().exactOptional(), { help: 'option.reduced-weights' }),
  includeOperators,
  excludeOperators,
  includeNodes,
  excludeNodes,
  tensorOverrides: option(z.record(z.string(), tensorOverride).default({}), { help: 'option.tensor-overrides' }),
  calibrationSamples: option(z.int().positive().exactOptional(), { help: 'option.calibration-samples' }),
  batchSize: option(z.int().positive().default(1), { help: 'option.batch-size' }),
  statistics: option(z.string().exactOptional(), { help: 'option.statistics', value: 'file' }),
});

export type QuantizeStaticOptions = z.infer<typeof quantizeStaticOptions>;
/** The same with everything optional that has a default. */
export type QuantizeStaticInput = z.input<typeof quantizeStaticOptions>;
