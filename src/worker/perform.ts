import { benchmark } from '../engine/recipe/benchmark.ts';
import { compress } from '../engine/recipe/compress.ts';
import type { JobContext } from '../engine/recipe/context.ts';
import { cover } from '../engine/recipe/cover.ts';
import { evaluate } from '../engine/recipe/evaluate.ts';
import { inspect } from '../engine/recipe/inspect.ts';
import { findTradeOff } from '../engine/recipe/mixed.ts';
import { preview } from '../engine/recipe/preview.ts';
import { profile } from '../engine/recipe/profile.ts';
import { findPruneCurves } from '../engine/recipe/pruneCurves.ts';
import { propose } from '../engine/recipe/propose.ts';
import { findSensitivity } from '../engine/recipe/sensitivity.ts';
import { measureShapes } from '../engine/recipe/shapes.ts';
import { listProviders } from '../engine/recipe/providers.ts';
import type { Job } from '../protocol/job.ts';
import type { JobResult } from '../protocol/result/jobResult.ts';
import { residentsOf } from './startResident.ts';

/** Does a job. @throws UserError for whatever the person can put right */
export async function perform(job: Job, context: JobContext): Promise<JobResult> {
  switch (job.kind) {
    case 'compress':
      return compress(job, context);
    case 'coverage':
      return cover(job, context);
    case 'preview':
      return preview(job, context);
    case 'evaluate':
      return evaluate(job, context);
    case 'inspect':
      return inspect(job, context);
    case 'propose':
      return propose(job);
    case 'shapes':
      return measureShapes(job, context);
    case 'prune-curves':
      return findPruneCurves(job, context);
    case 'sensitivity':
      return findSensitivity(job, context);
    case 'mixed':
      return findTradeOff(job, context);
    case 'profile':
      return profile(job, context);
    case 'benchmark':
      return benchmark(job, context, residentsOf(process.argv[1] ?? ''));
    case 'providers':
      return listProviders();
  }
}
