import * as z from 'zod';
import { benchmarkOptions } from '../options/benchmark.ts';
import { dataOptions } from '../options/data.ts';
import { runOptions } from '../options/run.ts';
import { duration } from './duration.ts';
import { comparison, measuredMetric, samplesUsed } from './evaluation.ts';
import { machineFacts, versions } from './machineFacts.ts';
import { modelFile } from './modelFile.ts';
import { modelProfile } from './profile.ts';
import { real } from './real.ts';
import { stageTimes } from './stageTimes.ts';
import { text } from './text.ts';

/** How long runs of a model take, one sample at a time, in milliseconds. */
export const latencyDistribution = z.object({
  /** The 50th percentile with its 95 % interval. */
  p50: duration,
  p90: z.number(),
  p99: z.number(),
  /** Runs that were timed. */
  runs: z.number(),
  /** The shares 0, 1/n, … 1 of the sorted times: at most 201 of them. */
  quantiles: z.array(z.number()).readonly(),
});
export type LatencyDistribution = z.infer<typeof latencyDistribution>;

/** Time of a variant divided by that of the original, measured in turns: below 1 is faster. */
export const latencyRatio = duration.extend({
  /** `no-difference`: the interval contains 1. */
  verdict: z.enum(['faster', 'slower', 'no-difference']),
  /** Blocks of runs of each model. */
  blocks: z.number(),
});
export type LatencyRatio = z.infer<typeof latencyRatio>;

/** What one model took on one execution provider. */
export const timings = z.object({
  latency: latencyDistribution,
  /** Against the first model on the same provider, or where that is the model itself, on the first provider; absent for the first of all. */
  ratio: latencyRatio.exactOptional(),
  /** Milliseconds until the model was loaded, and of the first run after that: the median of the launches. */
  loading: z.object({ session: z.number(), firstRun: z.number() }),
  /** Bytes: the most that its process ever occupied, and what the process occupied before it loaded the model. */
  memory: z.object({ peak: z.number(), before: z.number() }),
  throughput: z
    .array(
      z.object({
        batch: z.number(),
        threads: z.number(),
        /** Absent where it failed. */
        samplesPerSecond: z.number().exactOptional(),
        failure: text.exactOptional(),
      }),
    )
    .readonly(),
});
export type Timings = z.infer<typeof timings>;

/** A sample that suffers. */
export const worstSample = z.object({
  /** Its place among the samples, from 0. */
  sample: z.number(),
  /** In dB, of the output that suffers most. */
  sqnr: real,
  /** Whether its class is another; for classifiers. */
  changed: z.boolean().exactOptional(),
});
export type WorstSample = z.infer<typeof worstSample>;

/** How well a variant does what the original does. */
export const benchmarkAccuracy = comparison.extend({
  /** The worst first, ten at most. */
  worst: z.array(worstSample).readonly(),
});
export type BenchmarkAccuracy = z.infer<typeof benchmarkAccuracy>;

/** One model on one execution provider. */
export const benchmarkVariant = z.object({
  /** The shortest part of its path that tells it from the others, with the provider where there are several. */
  name: z.string(),
  file: modelFile,
  provider: z.string(),
  parameters: z.number(),
  /** Share of the weights that are zero. */
  sparsity: z.number(),
  /** Of one sample; `integer` of them run on integers. Absent where no shapes are known. */
  macs: z.object({ total: z.number(), integer: z.number() }).exactOptional(),
  /** Why nothing, or not everything, was measured of it. */
  failure: text.exactOptional(),
  timings: timings.exactOptional(),
  /** Against labels. */
  metrics: z.array(measuredMetric).readonly(),
  /** Against the original; absent for the original itself. */
  accuracy: benchmarkAccuracy.exactOptional(),
  /** The same with weights used exactly as they are stored, where the runtime silently rounds activations as well and it makes a difference. */
  exact: benchmarkAccuracy.exactOptional(),
  profile: modelProfile.exactOptional(),
});
export type BenchmarkVariant = z.infer<typeof benchmarkVariant>;

/** In what surroundings it was measured. */
export const benchmarkEnvironment = machineFacts.extend({
  threads: z.number(),
  /** Mean number of processes that wanted to run in the minute before; absent where the system does not tell. */
  load: z.number().exactOptional(),
  /** How the system chooses the frequency of its cores. */
  governor: z.string().exactOptional(),
  /** Share of the processors that other processes used while it was measured. */
  otherUse: z.number().exactOptional(),
  /** Execution providers that this runtime has. */
  providers: z.array(z.string()).readonly(),
});
export type BenchmarkEnvironment = z.infer<typeof benchmarkEnvironment>;

/** What models cost and give beside each other: another content of `<name>.whittle-report.json`. */
export const benchmarkReport = z.object({
  format: z.literal('whittle-report'),
  kind: z.literal('benchmark'),
  version: z.literal(1),
  created: z.string(),
  data: dataOptions.exactOptional(),
  options: benchmarkOptions,
  run: runOptions,
  samples: samplesUsed,
  /** The first one is the original, with which the others are compared. */
  variants: z.array(benchmarkVariant).min(1).readonly(),
  environment: benchmarkEnvironment,
  notes: z.array(text).readonly(),
  warnings: z.array(text).readonly(),
  timings: stageTimes,
  versions,
});
export type BenchmarkReport = z.infer<typeof benchmarkReport>;
