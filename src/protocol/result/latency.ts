import * as z from 'zod';
import { duration } from './duration.ts';

/** Both models run in turns, so that what else the machine does hits both alike. */
export const latency = z.object({
  before: duration,
  after: duration,
  /** Time before divided by time after: above 1 is faster. With its 95 % interval. */
  speedup: duration,
  runs: z.number(),
  threads: z.number(),
});
export type Latency = z.infer<typeof latency>;
