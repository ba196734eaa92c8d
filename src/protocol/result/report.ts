import * as z from 'zod';
import { dataOptions } from '../options/data.ts';
import { runOptions } from '../options/run.ts';
import { verifyOptions } from '../options/verify.ts';
import { recipe } from '../recipe.ts';
import { recipeSource } from '../recipes/recipeSource.ts';
import { coverage } from './coverage.ts';
import { comparison } from './evaluation.ts';
import { latency } from './latency.ts';
import { machineFacts, versions } from './machineFacts.ts';
import { mixedFront } from './mixed.ts';
import { modelFile } from './modelFile.ts';
import { real } from './real.ts';
import { reduction } from './reduction.ts';
import { stageTimes } from './stageTimes.ts';
import { text } from './text.ts';

/** The least that is accepted without a warning. */
export const floor = z.object({
  measure: z.enum(['agreement', 'sqnr']),
  required: z.number(),
  reached: real,
  passed: z.boolean(),
});
export type Floor = z.infer<typeof floor>;

/** What was done to one layer, and why, beyond the choice of integer or float. */
const layerNote = z.object({ node: z.string(), notes: z.array(text).readonly() });

/** All that is known about a model that was made: the contents of `<name>.whittle-report.json`. Paths in it are relative to it. */
export const report = z.object({
  format: z.literal('whittle-report'),
  version: z.literal(1),
  created: z.string(),
  input: modelFile,
  output: modelFile,
  recipe,
  /** The file that the recipe is from. */
  recipeFile: recipeSource.exactOptional(),
  data: dataOptions.exactOptional(),
  verify: verifyOptions,
  run: runOptions,
  /** How much of the model computes on integers; absent where no pass quantized it. */
  coverage: coverage.exactOptional(),
  /** What passes took away, one for each of them in their order; absent where none did. */
  reductions: z.array(reduction).readonly().exactOptional(),
  layers: z.array(layerNote).readonly(),
  accuracy: comparison.exactOptional(),
  floor: floor.exactOptional(),
  latency: latency.exactOptional(),
  /** What a search for mixed precision found on the way to this model. */
  mixed: mixedFront.exactOptional(),
  /** What was assumed and what was left out. */
  notes: z.array(text).readonly(),
  /** What a person should look at before using the model. */
  warnings: z.array(text).readonly(),
  timings: stageTimes,
  versions,
  machine: machineFacts,
});
export type Report = z.infer<typeof report>;
