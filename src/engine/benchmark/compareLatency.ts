import type { Latency } from '../../protocol/result/report.ts';
import type { Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { physicalCores } from '../runtime/machine.ts';
import { type Session, withSession } from '../runtime/session.ts';
import { medianInterval } from './median.ts';

export interface LatencyOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Called with the share that is done. */
  readonly onProgress: (fraction: number) => void;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
}

/** At least so many runs of each model and so many milliseconds, unless the runs are so slow that the limit is reached. */
const least = { runs: 30, milliseconds: 2000 };
const limit = { runs: 5, milliseconds: 20_000 };
const warmUps = 3;

/**
 * Measures two models against each other: one run of each in turn, the order changing from pair to pair, so that what else
 * the machine does hits both alike. The speedup is the median over the pairs.
 * @throws UserError where a model fails
 */
export async function compareLatency(
  before: Model | string,
  after: Model | string,
  feeds: Feeds,
  options: LatencyOptions,
): Promise<Latency> {
  const threads = options.threads ?? physicalCores();
  return withSession(before, { threads }, (first) =>
    withSession(after, { threads }, async (second) => {
      for (let run = 0; run < warmUps; run++) for (const session of [first, second]) await session.run(feeds);
      const pairs = await measurePairs(first, second, feeds, options);
      return {
        before: medianInterval(pairs.map(([one]) => one)),
        after: medianInterval(pairs.map(([, other]) => other)),
        speedup: medianInterval(pairs.map(([one, other]) => one / other)),
        runs: pairs.length,
        threads,
      };
    }),
  );
}

async function measurePairs(first: Session, second: Session, feeds: Feeds, options: LatencyOptions) {
  const { signal, onProgress, clock = () => performance.now() } = options;
  const time = async (session: Session): Promise<number> => {
    const start = clock();
    await session.run(feeds);
    return clock() - start;
  };
  const pairs: (readonly [number, number])[] = [];
  const start = clock();
  for (;;) {
    signal.throwIfAborted();
    const turned = pairs.length % 2 === 1;
    const one = turned ? undefined : await time(first);
    const other = await time(second);
    pairs.push([one ?? (await time(first)), other]);
    const elapsed = clock() - start;
    const enough = Math.min(pairs.length / least.runs, elapsed / least.milliseconds);
    const tooLong = Math.min(pairs.length / limit.runs, elapsed / limit.milliseconds);
    const done = Math.max(enough, tooLong);
    onProgress(Math.min(1, done));
    if (done >= 1) return pairs;
  }
}
