import type { JobOf } from '../../protocol/job.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { JobContext } from './context.ts';

export function profile(_: JobOf<'profile'>, __: JobContext): Promise<ResultOf<'profile'>> {
  return Promise.reject(new Error('to be built'));
}
