import type { JobOf } from '../../protocol/job.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { StartResident } from '../benchmark/resident.ts';
import type { JobContext } from './context.ts';

export function benchmark(_: JobOf<'benchmark'>, __: JobContext, ___: StartResident): Promise<ResultOf<'benchmark'>> {
  return Promise.reject(new Error('to be built'));
}
