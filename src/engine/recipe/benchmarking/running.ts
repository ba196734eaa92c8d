import type { JobOf } from '../../../protocol/job.ts';
import type { StartResident } from '../../benchmark/resident.ts';
import type { Dataset, Feeds } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { JobContext } from '../context.ts';
import type { Steps } from '../steps.ts';
import type { BenchmarkRows } from './rows.ts';
import type { BenchmarkShares } from './shares.ts';

/** What every step of a benchmark uses. */
export interface Benchmarking {
  readonly job: JobOf<'benchmark'>;
  readonly original: Model;
  readonly rows: BenchmarkRows;
  readonly dataset: Dataset;
  /** The first sample. */
  readonly feeds: Feeds;
  readonly steps: Steps;
  readonly shares: BenchmarkShares;
  readonly context: JobContext;
  readonly start: StartResident;
}
