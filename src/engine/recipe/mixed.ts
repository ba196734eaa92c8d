import type { JobOf } from '../../protocol/job.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { JobContext } from './context.ts';

/** Searches for models of mixed precision and writes none. @throws UserError where the model or the data fails */
export function findTradeOff(job: JobOf<'mixed'>, _: JobContext): Promise<ResultOf<'mixed'>> {
  return Promise.reject(new Error(`${job.kind} is not built yet`));
}
