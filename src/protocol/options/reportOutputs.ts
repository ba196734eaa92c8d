import * as z from 'zod';
import { option } from './option.ts';

/** Forms in which the report of a model that was made is written beside its own. */
export const reportOutputs = z.strictObject({
  markdown: option(z.string().exactOptional(), { help: 'option.markdown', value: 'file' }),
  html: option(z.string().exactOptional(), { help: 'option.html', value: 'file' }),
});
export type ReportOutputs = z.infer<typeof reportOutputs>;
