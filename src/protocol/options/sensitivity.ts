import * as z from 'zod';
import { option } from './option.ts';

/**
 * How it is found which layers suffer. `symptom`: the whole model is quantized, and every layer compared with what it gives
 * in float. `cause`: one layer at a time is quantized, and the model's outputs are compared.
 */
export const sensitivityMethods = ['symptom', 'cause', 'both'] as const;

/** What of a layer is quantized when it is looked at alone. */
export const quantizedParts = ['both', 'weights', 'activations'] as const;
export type QuantizedPart = (typeof quantizedParts)[number];

/** What is measured of the layers of a model, and what it may cost. */
export const sensitivityOptions = z.strictObject({
  signal: option(z.enum(sensitivityMethods).default('both'), { help: 'option.signal' }),
  samples: option(z.int().positive().default(32), { help: 'option.sensitivity-samples' }),
  /** Seconds after which no further layer is begun. */
  budget: option(z.number().positive().exactOptional(), { help: 'option.budget', value: 'seconds' }),
  /** Layers whose cause is measured: those whose symptom is worst. All unless given. */
  top: option(z.int().positive().exactOptional(), { help: 'option.top' }),
  /** Beside both together, weights alone and activations alone. */
  apart: option(z.boolean().default(false), { help: 'option.apart' }),
  /** Beside each layer alone, the whole model without it. */
  allBut: option(z.boolean().default(false), { help: 'option.all-but' }),
  /** Bytes of activations that may be kept, so that a layer is run from where it stands and not from the beginning. */
  memory: option(z.number().positive().default(512e6), { help: 'option.memory', value: 'bytes' }),
});
export type SensitivityOptions = z.infer<typeof sensitivityOptions>;
