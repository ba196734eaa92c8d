import * as z from 'zod';
import { option } from './option.ts';

/** How the machine is used. */
export const runOptions = z.strictObject({
  threads: option(z.int().positive().max(1024).exactOptional(), { help: 'option.threads' }),
  seed: option(z.int().nonnegative().default(0), { help: 'option.seed' }),
});
export type RunOptions = z.infer<typeof runOptions>;
