import type { Feeds } from '../data/dataset.ts';
import type { Session } from '../runtime/session.ts';

/** How long runs are looked at, and beside that, how many events one may keep. */
const least = { rounds: 6, milliseconds: 1500 };
const limit = { rounds: 2, milliseconds: 20_000, events: 60_000 };
/** Milliseconds after which the other session has its turn, and the most runs of a turn. */
const block = 20;
const most = 10;

export interface AlternateOptions {
  readonly signal: AbortSignal;
  /** Kernels in one run, as far as that is known before. */
  readonly kernels: number;
  /** Called with the share that is done. */
  readonly onProgress: (fraction: number) => void;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
}

/** What was measured of both sessions. */
export interface AlternateRuns {
  /** Milliseconds of the runs of the plain session, without those that only warmed it up. */
  readonly plain: readonly number[];
  /** Runs of the profiled session, by number, from the first one ever, that only warmed it up. */
  readonly warmUps: readonly number[];
}

/**
 * Runs a session with the runtime's profiler and one without it in turns, so that what else the machine does hits both
 * alike. Each turn is a block of runs; its first one finds caches as the other session left them and does not count.
 * @throws what `signal` was aborted with
 */
export async function alternateRuns(
  profiled: Session,
  plain: Session,
  feeds: Feeds,
  options: AlternateOptions,
): Promise<AlternateRuns> {
  const { signal, kernels, onProgress, clock = () => performance.now() } = options;
  const time = async (session: Session): Promise<number> => {
    signal.throwIfAborted();
    const before = clock();
    await session.run(feeds);
    return clock() - before;
  };
  await time(plain);
  await time(profiled);
  // Decided beforehand: choosing runs by how long they took would choose the slow ones.
  const blockRuns = Math.max(1, Math.min(most, Math.round(block / (await time(plain)))));
  const skipped = blockRuns > 1 ? 1 : 0;
  const plainTimes: number[] = [];
  const warmUps = [0];
  let profiledRuns = 1;
  const start = clock();
  for (let round = 1; ; round++) {
    for (let run = 0; run < blockRuns + skipped; run++) {
      const milliseconds = await time(plain);
      if (run >= skipped) plainTimes.push(milliseconds);
    }
    for (let run = 0; run < blockRuns + skipped && (run === 0 || profiledRuns * kernels < limit.events); run++) {
      await time(profiled);
      if (run < skipped) warmUps.push(profiledRuns);
      profiledRuns++;
    }
    const elapsed = clock() - start;
    const done = Math.max(
      Math.min(round / least.rounds, elapsed / least.milliseconds),
      Math.min(round / limit.rounds, elapsed / limit.milliseconds),
      Math.min(round / limit.rounds, (profiledRuns * kernels) / limit.events),
    );
    onProgress(Math.min(1, done));
    if (done >= 1) return { plain: plainTimes, warmUps };
  }
}
