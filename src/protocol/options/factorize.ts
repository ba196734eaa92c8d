import * as z from 'zod';
import {
  calibrationSamples,
  excludeNodes,
  excludeOperators,
  includeNodes,
  includeOperators,
} from './layerSelection.ts';
import { option } from './option.ts';

const rank = z.string().refine((text) => /^([1-9]\d{0,5}|(energy|macs|error)=0?\.\d{1,9})$/.test(text), {
  params: { code: 'option.rank-form' },
});

/** Replaces layers by two smaller ones each. */
export const factorizeOptions = z.strictObject({
  factorization: option(z.enum(['svd', 'activation-aware']).default('activation-aware'), {
    help: 'option.factorization',
  }),
  /** `energy=0.99`: keeps 99 % of it; `macs=0.5`: half of the layer's MACs; `error=0.1`: relative error of the layer's output; or a number. */
  rank: option(rank.default('energy=0.99'), { help: 'option.rank', value: 'measure=value' }),
  /** How k×k convolutions are split: k×k then 1×1, or k×1 then 1×k. */
  convolutions: option(z.enum(['auto', 'channel', 'spatial', 'none']).default('auto'), {
    help: 'option.factorize-convolutions',
  }),
  /** Whether layers that do not run faster here are left as they are. */
  onlyFaster: option(z.boolean().default(true), { help: 'option.only-faster' }),
  includeOperators,
  excludeOperators,
  includeNodes,
  excludeNodes,
  calibrationSamples,
});
export type FactorizeOptions = z.infer<typeof factorizeOptions>;
