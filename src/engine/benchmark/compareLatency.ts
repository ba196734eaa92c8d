import type { Latency } from '../../protocol/result/latency.ts';
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

/** At least so many runs of each model and so many milliseconds, and then until the speedup is precise or the time is up. */
const least = { runs: 30, milliseconds: 500 };
const enoughMilliseconds = 1000;
/** Width of the interval of the speedup, relative to it, that is precise. */
const precise = 0.03;
/** Pairs from one look at the precision to the next. */
const look = 16;
/** Where runs are so slow that fewer must do. */
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
    withSession(after, { threads }, (second) => compareSessionLatency(first, second, feeds, { ...options, threads })),
  );
}

/** The same for models that are loaded. @param options with the threads that both sessions have */
export async function compareSessionLatency(
  first: Session,
  second: Session,
  feeds: Feeds,
  options: LatencyOptions & { readonly threads: number },
): Promise<Latency> {
  for (let run = 0; run < warmUps; run++) for (const session of [first, second]) await session.run(feeds);
  const pairs = await measurePairs(first, second, feeds, options);
  return {
    before: medianInterval(pairs.map(([one]) => one)),
    after: medianInterval(pairs.map(([, other]) => other)),
    speedup: medianInterval(pairs.map(([one, other]) => one / other)),
    runs: pairs.length,
    threads: options.threads,
  };
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
    const enough = Math.min(pairs.length / least.runs, elapsed / enoughMilliseconds);
    const tooLong = Math.min(pairs.length / limit.runs, elapsed / limit.milliseconds);
    const done = Math.max(enough, tooLong);
    const looked = pairs.length % look === 0 && pairs.length >= least.runs && elapsed >= least.milliseconds;
    if (done >= 1 || (looked && isPrecise(pairs))) {
      onProgress(1);
      return pairs;
    }
    onProgress(done);
  }
}

function isPrecise(pairs: readonly (readonly [number, number])[]): boolean {
  const { median, low, high } = medianInterval(pairs.map(([one, other]) => one / other));
  return high - low <= precise * median;
}
