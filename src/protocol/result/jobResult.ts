import * as z from 'zod';
import { benchmarkReport, benchmarkVariant } from './benchmark.ts';
import { coverage } from './coverage.ts';
import { comparison, evaluation } from './evaluation.ts';
import { hint } from './hint.ts';
import { inspection } from './inspection.ts';
import { mixedFront } from './mixed.ts';
import { modelProfile } from './profile.ts';
import { pruneCurve, pruneCurves } from './pruneCurves.ts';
import { proposal } from './proposal.ts';
import { reduction } from './reduction.ts';
import { report } from './report.ts';
import { sensitiveLayer, sensitivity, sensitivityPlan } from './sensitivity.ts';
import { measuredShapes } from './shapes.ts';

/** What a job comes to. */
export const jobResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('compress'), report, reportFile: z.string() }),
  z.object({ kind: z.literal('coverage'), coverage }),
  z.object({ kind: z.literal('preview'), reduction }),
  z.object({ kind: z.literal('prune-curves'), curves: pruneCurves }),
  z.object({ kind: z.literal('evaluate'), evaluation, comparison: comparison.exactOptional() }),
  z.object({ kind: z.literal('inspect'), inspection }),
  z.object({ kind: z.literal('propose'), proposal }),
  z.object({ kind: z.literal('shapes'), shapes: measuredShapes }),
  /** Without a result where only the plan was asked for. */
  z.object({ kind: z.literal('sensitivity'), plan: sensitivityPlan, sensitivity: sensitivity.exactOptional() }),
  z.object({ kind: z.literal('mixed'), front: mixedFront }),
  z.object({ kind: z.literal('profile'), profile: modelProfile, hints: z.array(hint).readonly() }),
  z.object({ kind: z.literal('benchmark'), report: benchmarkReport }),
  /** Names of execution providers. */
  z.object({ kind: z.literal('providers'), providers: z.array(z.string()).readonly() }),
]);
export type JobResult = z.infer<typeof jobResult>;
/** The result of a job of one kind. */
export type ResultOf<Kind extends JobResult['kind']> = Extract<JobResult, { kind: Kind }>;

/** What is known before the job is done. */
export const finding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('coverage'), coverage }),
  z.object({ kind: z.literal('sensitivity-plan'), plan: sensitivityPlan }),
  /** Layers of which more is known than before: each with everything that is known of it by now. */
  z.object({ kind: z.literal('sensitive-layers'), layers: z.array(sensitiveLayer).readonly() }),
  /** What is known by now of how a layer bears that parts of it go. */
  z.object({ kind: z.literal('prune-curve'), curve: pruneCurve }),
  /** The front as it is by now. */
  z.object({ kind: z.literal('mixed'), front: mixedFront }),
  /** A variant of which more is known than before, by its place among the variants. */
  z.object({ kind: z.literal('benchmark'), place: z.number(), variant: benchmarkVariant }),
]);
export type Finding = z.infer<typeof finding>;
