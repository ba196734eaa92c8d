import * as z from 'zod';
import { option } from './option.ts';

/** What a model of mixed precision has to reach: `top1=-0.5`, `agreement=99`, `sqnr=30`. */
const floor = z.string().refine((text) => /^(top1|agreement|sqnr|metric)=[+-]?\d+(\.\d+)?$/.test(text), {
  params: { code: 'option.floor-form' },
});

/** Whether layers that cannot bear 8 bits are searched for. */
export const mixedChoice = z.strictObject({ mixed: option(z.boolean().default(false), { help: 'option.mixed' }) });

/** What the search for a model of mixed precision aims at, and what it may cost. */
export const mixedOptions = z.strictObject({
  /**
   * `top1=-0.5`: at most half a percentage point below the original; `top1=98`: at least 98 %. `agreement=99`: the same class
   * in 99 % of the rows. `sqnr=30`: at least 30 dB. `metric=…`: as top1, for the user's own metric in its own unit.
   */
  floor: option(floor.exactOptional(), { help: 'option.floor', value: 'measure=value' }),
  /** Share of the latency of the original. */
  maxLatency: option(z.number().positive().exactOptional(), { help: 'option.max-latency', value: 'share' }),
  /** Share of the bytes of the original. */
  maxSize: option(z.number().positive().exactOptional(), { help: 'option.max-size', value: 'share' }),
  /** Models that are made and measured at most. */
  steps: option(z.int().positive().default(24), { help: 'option.steps' }),
  searchSeconds: option(z.number().positive().exactOptional(), { help: 'option.search-seconds', value: 'seconds' }),
});
export type MixedOptions = z.infer<typeof mixedOptions>;
