import * as z from 'zod';
import { option } from './option.ts';

/** How much of each layer is taken away to see what that does to the model, and what seeing it may cost. */
export const pruneCurvesOptions = z.strictObject({
  /** So many shares of every layer, evenly from nothing to all: 3 are a quarter, a half and three quarters. */
  levels: option(z.int().min(1).max(19).default(3), { help: 'option.prune-levels' }),
  samples: option(z.int().positive().default(32), { help: 'option.sensitivity-samples' }),
  /** Seconds after which nothing further is begun. */
  budget: option(z.number().positive().exactOptional(), { help: 'option.budget', value: 'seconds' }),
});
export type PruneCurvesOptions = z.infer<typeof pruneCurvesOptions>;
