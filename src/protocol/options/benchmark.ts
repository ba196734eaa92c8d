import * as z from 'zod';
import { option } from './option.ts';

/** How models are measured beside each other, and what it may cost. */
export const benchmarkOptions = z.strictObject({
  /** Width of the interval of a ratio, relative to it, that is precise enough. */
  precision: option(z.number().positive().max(1).default(0.03), { help: 'option.precision', value: 'share' }),
  /** Seconds for the latencies of all models together, after which they are told as precisely as they are known. */
  seconds: option(z.number().positive().default(30), { help: 'option.seconds', value: 'seconds' }),
  /** Processes that are started for each model, one after the other, as far as the time suffices: what differs between two starts is measured as well. */
  launches: option(z.int().positive().max(50).default(7), { help: 'option.launches' }),
  /** Samples in a run for which the throughput is measured. */
  batchSizes: option(z.array(z.int().positive()).default([]), { help: 'option.batch-sizes' }),
  /** Threads for which the throughput is measured. */
  threadCounts: option(z.array(z.int().positive().max(1024)).default([]), { help: 'option.thread-counts' }),
  /** Where models run: names of onnxruntime's execution providers. */
  providers: option(z.array(z.string().min(1)).min(1).default(['cpu']), { help: 'option.providers' }),
  /** Whether idle threads of the runtime spin, as they do unless they are told not to. */
  spinning: option(z.boolean().default(true), { help: 'option.spinning' }),
  /** Metrics of the user's own. */
  metrics: option(z.array(z.string()).default([]), { help: 'option.metric', flag: 'metric', value: 'file.mjs' }),
  /** Whether it is measured how long each node takes. */
  profile: option(z.boolean().default(true), { help: 'option.profile' }),
});
export type BenchmarkOptions = z.infer<typeof benchmarkOptions>;
