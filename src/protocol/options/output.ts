import * as z from 'zod';
import { option } from './option.ts';

/** What is written, and where. */
export const outputOptions = z.strictObject({
  path: option(z.string().exactOptional(), { help: 'option.output', flag: 'output', short: 'o', value: 'file' }),
  force: option(z.boolean().default(false), { help: 'option.force' }),
  externalData: option(z.enum(['when-needed', 'always']).default('when-needed'), { help: 'option.external-data' }),
  report: option(z.string().exactOptional(), { help: 'option.report', value: 'file' }),
});
export type OutputOptions = z.infer<typeof outputOptions>;
