import * as z from 'zod';
import { quantizeStaticOptions } from '../options/quantizeStatic.ts';
import { comparison, unit } from './evaluation.ts';
import { real } from './real.ts';
import { latency } from './latency.ts';
import { text } from './text.ts';

/** A model that the search made and measured. It is made again by static quantization with these options. */
export const mixedPoint = z.object({
  /** Its place in the order in which they were made. */
  id: z.number(),
  options: quantizeStaticOptions,
  /** What was changed from the point before, in words. */
  change: text,
  /** Ids of the nodes of the user's file that were kept in float for accuracy. */
  kept: z.array(z.string()).readonly(),
  /** What it reaches by the measure of the search. */
  value: real,
  accuracy: comparison,
  latency,
  /** Of the model with its data files. */
  bytes: z.number(),
  /** Share of the multiplications with additions that run on integers. */
  integerMacs: z.number().exactOptional(),
  /** Whether no other point is as accurate and faster, or as fast and more accurate; the same for size. */
  front: z.object({ latency: z.boolean(), size: z.boolean() }),
});
export type MixedPoint = z.infer<typeof mixedPoint>;

/** What was found between the float model and the one that is quantized as a whole. */
export const mixedFront = z.object({
  /** What accuracy is measured by. */
  measure: z.object({ name: text, unit, better: z.enum(['higher', 'lower']) }),
  /** The original: what it reaches (infinite for SQNR), its latency in milliseconds and its bytes. */
  float: z.object({ value: real, milliseconds: z.number(), bytes: z.number() }),
  points: z.array(mixedPoint).readonly(),
  /** The point that meets what was asked for; absent where none does. */
  chosen: z.number().exactOptional(),
  /** Where no point meets it: the most accurate one. */
  nearest: z.number().exactOptional(),
  warnings: z.array(text).readonly(),
});
export type MixedFront = z.infer<typeof mixedFront>;
