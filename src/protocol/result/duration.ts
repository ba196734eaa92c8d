import * as z from 'zod';

/** Milliseconds of one run, or a ratio of them, and the interval in which the median lies with 95 % confidence. */
export const duration = z.object({ median: z.number(), low: z.number(), high: z.number() });
export type Duration = z.infer<typeof duration>;
