import type { JobOf } from '../../protocol/job.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { JobContext } from './context.ts';

/** Says which layers of a model suffer from a pass. @throws UserError where the model or the data fails */
export function findSensitivity(job: JobOf<'sensitivity'>, _: JobContext): Promise<ResultOf<'sensitivity'>> {
  return Promise.reject(new Error(`${job.kind} is not built yet`));
}
