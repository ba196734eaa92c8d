import { UserError } from '../../protocol/userError.ts';
import type { BenchmarkOptions } from '../../protocol/options/benchmark.ts';
import type { Timings } from '../../protocol/result/benchmark.ts';
import type { Feeds } from '../data/dataset.ts';
import { answered, type Patience } from './answered.ts';
import { type Contender, medianOf } from './contender.ts';
import { blockMilliseconds, warmUp } from './launch.ts';
import { medianInterval } from './median.ts';
import type { Block, StartResident } from './resident.ts';

export type ThroughputRow = Timings['throughput'][number];

/** So many samples in a run, on so many threads. */
export interface Workload {
  readonly batch: number;
  readonly threads: number;
}

export interface ThroughputOptions extends Patience {
  readonly start: StartResident;
  readonly spinning: boolean;
  readonly feedsOfBatch: (batch: number) => Feeds | Promise<Feeds>;
  /** Told how much processor time a process used in its life, in milliseconds. */
  readonly onUse: (milliseconds: number) => void;
}

/** Blocks of which the median counts. */
const blocks = 3;

/** Every batch size with every number of threads; none where neither was asked for. @param threads of a session that is told nothing */
export function workloads({ batchSizes, threadCounts }: BenchmarkOptions, threads: number): readonly Workload[] {
  if (batchSizes.length === 0 && threadCounts.length === 0) return [];
  const batches = batchSizes.length === 0 ? [1] : unique(batchSizes);
  const counts = threadCounts.length === 0 ? [threads] : unique(threadCounts);
  return batches.flatMap((batch) => counts.map((count) => ({ batch, threads: count })));
}

function unique(values: readonly number[]): readonly number[] {
  return [...new Set(values)];
}

/**
 * How many samples a model gets through in a second, in a process of its own, so that one that fails leaves no trace on the others.
 * A failure is a row with its reason.
 * @throws the reason of the signal
 */
export async function measureThroughput(
  contender: Contender,
  workload: Workload,
  options: ThroughputOptions,
): Promise<ThroughputRow> {
  try {
    const times = await blocksOf(contender, workload, options);
    const milliseconds = medianInterval(times.map(({ times: runs }) => medianOf(runs))).median;
    return { ...workload, samplesPerSecond: (1000 * workload.batch) / milliseconds };
  } catch (error) {
    if (options.signal.aborted || !(error instanceof UserError)) throw error;
    return { ...workload, failure: error.detail };
  }
}

async function blocksOf(
  contender: Contender,
  { batch, threads }: Workload,
  options: ThroughputOptions,
): Promise<readonly Block[]> {
  const { model } = contender;
  const feeds = await options.feedsOfBatch(batch);
  const resident = await options.start();
  let use = 0;
  try {
    const { spinning } = options;
    const loading = resident.load({ ...model, threads, spinning, fallback: true, feeds });
    ({ use } = await answered(loading, model.file, options));
    await warmUp(resident, contender, options);
    const measured: Block[] = [];
    while (measured.length < blocks) {
      const block = await answered(resident.run(blockMilliseconds), model.file, options);
      use = block.use;
      measured.push(block);
    }
    return measured;
  } finally {
    options.onUse(use);
    await resident.stop();
  }
}
