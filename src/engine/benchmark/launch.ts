import { UserError } from '../../protocol/userError.ts';
import { answered, type Patience } from './answered.ts';
import { type Contender, medianOf } from './contender.ts';
import type { LoadRequest, Resident, StartResident } from './resident.ts';
import { turns } from './turns.ts';

export interface LaunchOptions extends Patience {
  readonly start: StartResident;
  /** What each of the processes loads, without model and provider. */
  readonly load: Omit<LoadRequest, 'file' | 'provider'>;
  /** Place of this launch among all: it says who is loaded first. */
  readonly launch: number;
  /** Asked after every second round, whether that was enough. */
  readonly isEnough: () => boolean;
}

/** Milliseconds of a block, and of one that only warms up. */
export const blockMilliseconds = 100;
const warmUpMilliseconds = 50;
/** Blocks that warm up at most, until a model gets no faster by more than this share. */
const warmUps = { most: 4, gain: 0.02 };

/**
 * Starts a process for every contender that has not failed, loads and warms up one after the other, and lets them have their
 * blocks in turns until it is enough, never two at a time. What fails is out, and the others go on. All processes are gone
 * when the promise settles.
 * @throws the reason of the signal
 */
export async function measureLaunch(contenders: readonly Contender[], options: LaunchOptions): Promise<void> {
  const { signal, launch, isEnough } = options;
  const running = new Map<Contender, Resident>();
  const inTurn = async (round: number, action: (contender: Contender, resident: Resident) => Promise<void>) => {
    const alive = contenders.filter((contender) => running.has(contender));
    for (const place of turns(alive.length, round)) {
      const contender = alive[place];
      const resident = contender && running.get(contender);
      if (contender !== undefined && resident !== undefined) {
        await unlessItFails(contender, running, signal, () => action(contender, resident));
      }
    }
  };
  try {
    for (const contender of contenders.filter(({ failure }) => failure === undefined)) {
      signal.throwIfAborted();
      await unlessItFails(contender, running, signal, async () => void running.set(contender, await options.start()));
    }
    await inTurn(2 * launch, async (contender, resident) => {
      const request = { ...options.load, ...contender.model };
      contender.addLaunch(await answered(resident.load(request), contender.model.file, options));
      await warmUp(resident, contender, options);
    });
    for (let round = 0; running.size > 0; round++) {
      await inTurn(round, async (contender, resident) => {
        contender.addBlock(await answered(resident.run(blockMilliseconds), contender.model.file, options));
      });
      if (round % 2 === 1 && isEnough()) break;
    }
  } finally {
    await Promise.all([...running.values()].map((resident) => resident.stop()));
  }
}

/** A contender that fails is out of this launch and of all others. */
async function unlessItFails(
  contender: Contender,
  running: Map<Contender, Resident>,
  signal: AbortSignal,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError)) throw error;
    contender.failure = error.detail;
    await running.get(contender)?.stop();
    running.delete(contender);
  }
}

/** Runs a model until it gets no faster. */
export async function warmUp(resident: Resident, { model }: Contender, options: Patience): Promise<void> {
  let before = Infinity;
  for (let block = 0; block < warmUps.most; block++) {
    const { times } = await answered(resident.run(warmUpMilliseconds), model.file, options);
    const median = medianOf(times);
    if (median > before * (1 - warmUps.gain)) return;
    before = median;
  }
}
