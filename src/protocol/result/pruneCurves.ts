import * as z from 'zod';
import { dataOptions } from '../options/data.ts';
import { pruneCurvesOptions } from '../options/pruneCurves.ts';
import { runOptions } from '../options/run.ts';
import { reducePass } from '../recipe.ts';
import { samplesUsed } from './evaluation.ts';
import { real } from './real.ts';
import { namedLayer, untouchedLayer } from './reduction.ts';
import { outputEffect } from './sensitivity.ts';
import { stageTimes } from './stageTimes.ts';
import { text } from './text.ts';

/** The whole model with a share of one group of channels, or of the weights of one layer, taken away and not repaired. */
export const curvePoint = z.object({
  /** Of the channels or weights, 0 to 1: what really goes, in whole channels. */
  share: z.number(),
  parameters: z.number(),
  macs: z.number(),
  effect: outputEffect,
});
export type CurvePoint = z.infer<typeof curvePoint>;

/** What becomes of a model as more and more of one group, or one layer, goes. */
export const pruneCurve = z.object({
  /** Of the group of channels, or of the layer. */
  id: z.string(),
  /** Those that compute the channels, or the layer itself. */
  layers: z.array(namedLayer).readonly(),
  /** Channels, or weights. */
  units: z.number(),
  /** By rising share; what was not measured is not there. */
  points: z.array(curvePoint).readonly(),
});
export type PruneCurve = z.infer<typeof pruneCurve>;

/** Shares of groups together that lose least for what they save, expected of the curves: noise of groups adds up. */
export const pruneTrade = z.object({
  /** Of the groups that lose anything, by their ids. */
  shares: z.record(z.string(), z.number()),
  macs: z.number(),
  parameters: z.number(),
  /** In dB, of the output that suffers most. */
  sqnr: real,
});
export type PruneTrade = z.infer<typeof pruneTrade>;

/** Which layers can do without channels or weights, and which cannot. */
export const pruneCurves = z.object({
  format: z.literal('whittle-prune-curves'),
  version: z.literal(1),
  created: z.string(),
  model: z.string(),
  pass: reducePass,
  data: dataOptions.exactOptional(),
  options: pruneCurvesOptions,
  run: runOptions,
  samples: samplesUsed,
  /** Of the model as it is. */
  parameters: z.number(),
  macs: z.number(),
  curves: z.array(pruneCurve).readonly(),
  /** From nothing to as much as can go. */
  trades: z.array(pruneTrade).readonly(),
  untouched: z.array(untouchedLayer).readonly(),
  /** Whether it ended before everything was measured. */
  complete: z.boolean(),
  notes: z.array(text).readonly(),
  warnings: z.array(text).readonly(),
  timings: stageTimes,
});
export type PruneCurves = z.infer<typeof pruneCurves>;
