import * as z from 'zod';
import { real } from './real.ts';
import { text } from './text.ts';

/** How a number is to be read: a share of 1, a ratio in decibels, or a plain number. */
export const unit = z.enum(['share', 'decibel', 'number']);
export type Unit = z.infer<typeof unit>;

/** What a metric measures, and which way is better. */
const metric = z.object({ name: text, unit, better: z.enum(['higher', 'lower']) });

/** A metric of one model. */
export const measuredMetric = metric.extend({ value: real });
export type MeasuredMetric = z.infer<typeof measuredMetric>;

/** A metric of two models. */
export const comparedMetric = metric.extend({ before: real, after: real });
export type ComparedMetric = z.infer<typeof comparedMetric>;

/** How far an output of one model is from the same output of another. */
export const outputDifference = z.object({
  output: z.string(),
  /** Signal-to-quantization-noise ratio in dB; infinite where nothing differs. */
  sqnr: real,
  /** Cosine of the angle between both. */
  cosine: real,
  /** Largest difference of one element. */
  maximumError: real,
});
export type OutputDifference = z.infer<typeof outputDifference>;

/** The samples that figures rest on. */
export const samplesUsed = z.object({
  /** The path of the data, or what else it is. */
  source: z.union([z.string(), text]),
  synthetic: z.boolean(),
  count: z.number(),
  /** Whether they are a part of the calibration data that was kept from calibration. */
  heldOut: z.boolean(),
});
export type SamplesUsed = z.infer<typeof samplesUsed>;

/** How well a model does what another does. */
export const comparison = z.object({
  samples: samplesUsed,
  /** Measured against labels; empty without them. */
  metrics: z.array(comparedMetric).readonly(),
  /** Share of rows for which both give the same class; only for classifiers on real data. */
  agreement: z.number().exactOptional(),
  outputs: z.array(outputDifference).readonly(),
});
export type Comparison = z.infer<typeof comparison>;

/** How well one model does. */
export const evaluation = z.object({
  samples: samplesUsed,
  metrics: z.array(measuredMetric).readonly(),
});
export type Evaluation = z.infer<typeof evaluation>;
