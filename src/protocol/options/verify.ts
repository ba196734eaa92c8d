import * as z from 'zod';
import { dataOptions } from './data.ts';
import { option } from './option.ts';

/** Metrics of the user's own. */
const metrics = option(z.array(z.string()).default([]), { help: 'option.metric', flag: 'metric', value: 'file.mjs' });

/** What a model is judged by, and beside which other. */
export const evaluateOptions = z.strictObject({
  against: option(z.string().exactOptional(), { help: 'option.against', value: 'model' }),
  metrics,
});

/** How a result is compared with the model it was made from, and when it is called bad. */
export const verifyOptions = z.strictObject({
  /** Data to evaluate on; without it a part of the calibration data is held out. */
  evaluation: option(dataOptions.exactOptional(), { help: 'option.evaluation', flag: 'evaluate', value: 'path' }),
  metrics,
  heldOut: option(z.number().gt(0).lt(1).default(0.2), { help: 'option.held-out', value: 'share' }),
  floorAgreement: option(z.number().min(0).max(1).default(0.9), { help: 'option.floor-agreement', value: 'share' }),
  floorSqnr: option(z.number().default(10), { help: 'option.floor-sqnr', value: 'dB' }),
  latency: option(z.boolean().default(true), { help: 'option.latency' }),
});
export type VerifyOptions = z.infer<typeof verifyOptions>;
