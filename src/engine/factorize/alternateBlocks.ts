import { medianInterval, type MedianInterval } from '../benchmark/median.ts';
import { turns } from '../benchmark/turns.ts';
import type { Feeds } from '../data/dataset.ts';
import type { Session } from '../runtime/session.ts';

/** Milliseconds of one run, the median of a block, by round, for each session. */
export type BlockTimes = readonly (readonly number[])[];

export interface BlockOptions {
  readonly signal: AbortSignal;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
}

/** Milliseconds that the blocks of a session take, and its most runs. */
const block = { milliseconds: 4, runs: 40 };
/** At least so many rounds, and then until the time is up, or so many. */
const least = 10;
const most = { rounds: 30, milliseconds: 400 };

/**
 * Runs sessions in turns, a block of each in a round, in changing order, so that what else the machine does hits all alike. The first
 * run of a block finds caches as another session left them, and does not count.
 * @throws what `signal` was aborted with
 */
export async function alternateBlocks(
  sessions: readonly Session[],
  feeds: Feeds,
  { signal, clock = () => performance.now() }: BlockOptions,
): Promise<BlockTimes> {
  const time = async (session: Session): Promise<number> => {
    const start = clock();
    await session.run(feeds);
    return clock() - start;
  };
  for (const session of sessions) await time(session);
  const runs = Math.max(1, Math.min(block.runs, Math.round(block.milliseconds / (await time(sessions[0]!)))));
  const times: number[][] = sessions.map(() => []);
  const start = clock();
  for (let round = 0; round < least || (round < most.rounds && clock() - start < most.milliseconds); round++) {
    for (const place of turns(sessions.length, round)) {
      signal.throwIfAborted();
      const session = sessions[place]!;
      await time(session);
      const measured = [];
      for (let run = 0; run < runs; run++) measured.push(await time(session));
      times[place]!.push(medianInterval(measured).median);
    }
  }
  return times;
}

/** The time of one session as a share of that of another, by the blocks that stand in the same rounds. */
export function timeRatio(times: readonly number[], over: readonly number[]): MedianInterval {
  return medianInterval(times.map((each, round) => each / over[round]!));
}
