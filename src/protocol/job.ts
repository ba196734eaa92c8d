import * as z from 'zod';
import { benchmarkOptions } from './options/benchmark.ts';
import { dataOptions } from './options/data.ts';
import { mixedOptions } from './options/mixed.ts';
import { pruneCurvesOptions } from './options/pruneCurves.ts';
import { outputOptions } from './options/output.ts';
import { quantizeStaticOptions } from './options/quantizeStatic.ts';
import { runOptions } from './options/run.ts';
import { sensitivityOptions } from './options/sensitivity.ts';
import { evaluateOptions, verifyOptions } from './options/verify.ts';
import { quantizePass, recipe, reducePass } from './recipe.ts';
import { recipeSource } from './recipes/recipeSource.ts';

const run = runOptions.prefault({});

/** Make a model from another, verify it and report. */
const compressJob = z.strictObject({
  kind: z.literal('compress'),
  model: z.string(),
  recipe,
  /** Where the recipe is from, for the report. */
  recipeFile: recipeSource.exactOptional(),
  data: dataOptions.exactOptional(),
  output: outputOptions.required({ path: true }),
  verify: verifyOptions.prefault({}),
  run,
});

/** Say for every node what a pass would make of it, and write nothing. */
const coverageJob = z.strictObject({
  kind: z.literal('coverage'),
  model: z.string(),
  pass: quantizePass,
  /** For shapes, where the file does not declare them. */
  data: dataOptions.exactOptional(),
  run,
});

/** Say what a pass would take away of a model, and write nothing. */
const previewJob = z.strictObject({
  kind: z.literal('preview'),
  model: z.string(),
  pass: reducePass,
  /** What the pass may measure on; without it only for shapes, on made-up samples. */
  data: dataOptions.exactOptional(),
  run,
});

/** Run a model on data, alone or beside another. */
const evaluateJob = z.strictObject({
  kind: z.literal('evaluate'),
  model: z.string(),
  data: dataOptions,
  evaluate: evaluateOptions.prefault({}),
  run,
});

/** Say what is in a model. */
const inspectJob = z.strictObject({
  kind: z.literal('inspect'),
  model: z.string(),
  /** For shapes, where the file does not declare them. */
  data: dataOptions.exactOptional(),
  run,
});

/** Look at a model and what lies beside it, and say how it would best be quantized. */
const proposeJob = z.strictObject({
  kind: z.literal('propose'),
  model: z.string(),
  /** Data that the person chose: only this is looked at, and it must fit. */
  data: dataOptions.exactOptional(),
  run,
});

/** Run a model once, and say which types and shapes its tensors have. */
const shapesJob = z.strictObject({
  kind: z.literal('shapes'),
  model: z.string(),
  /** One made-up sample is taken without it. */
  data: dataOptions.exactOptional(),
  run,
});

/** Say which layers of a model suffer from a pass. */
const sensitivityJob = z.strictObject({
  kind: z.literal('sensitivity'),
  model: z.string(),
  pass: quantizePass,
  /** Synthetic samples are made up without it. */
  data: dataOptions.exactOptional(),
  sensitivity: sensitivityOptions.prefault({}),
  /** Only say what it would cost. */
  planOnly: z.boolean().default(false),
  /** Folder in which results are kept by the contents of model, data and options. */
  cache: z.string().exactOptional(),
  run,
});

/** Say what becomes of a model as more and more of single layers is taken away, and write nothing. */
const pruneCurvesJob = z.strictObject({
  kind: z.literal('prune-curves'),
  model: z.string(),
  /** What is taken away, and by which measure; how much of it is tried is in `curves`. */
  pass: reducePass,
  /** Synthetic samples are made up without it. */
  data: dataOptions.exactOptional(),
  curves: pruneCurvesOptions.prefault({}),
  run,
});

/** Search for models between the float one and the one that is quantized as a whole, and write none. */
const mixedJob = z.strictObject({
  kind: z.literal('mixed'),
  model: z.string(),
  /** Where the search starts. */
  options: quantizeStaticOptions.prefault({}),
  search: mixedOptions.prefault({}),
  data: dataOptions,
  verify: verifyOptions.prefault({}),
  run,
});

/** Say where the time of a model goes, and what about it costs more than it must. */
const profileJob = z.strictObject({
  kind: z.literal('profile'),
  model: z.string(),
  /** One made-up sample is taken without it. */
  data: dataOptions.exactOptional(),
  run,
});

/** Measure a model beside its variants: latency, memory, size, MACs, accuracy. */
const benchmarkJob = z.strictObject({
  kind: z.literal('benchmark'),
  /** The original. */
  model: z.string(),
  variants: z.array(z.string()).default([]),
  /** Synthetic samples are made up without it. */
  data: dataOptions.exactOptional(),
  benchmark: benchmarkOptions.prefault({}),
  /** Folder of the report: paths in it are relative to it. The working folder when left out. */
  reportFolder: z.string().exactOptional(),
  run,
});

/** Say where this build of the runtime can run models. */
const providersJob = z.strictObject({ kind: z.literal('providers'), run });

/** What one background process does. Paths may be relative to the working folder, which the process shares with who asks. */
export const job = z.discriminatedUnion('kind', [
  compressJob,
  coverageJob,
  previewJob,
  pruneCurvesJob,
  evaluateJob,
  inspectJob,
  proposeJob,
  shapesJob,
  sensitivityJob,
  mixedJob,
  profileJob,
  benchmarkJob,
  providersJob,
]);
export type Job = z.infer<typeof job>;
/** The job of one kind. */
export type JobOf<Kind extends Job['kind']> = Extract<Job, { kind: Kind }>;
