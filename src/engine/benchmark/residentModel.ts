import type { Feeds } from '../data/dataset.ts';
import { type Session, withSession } from '../runtime/session.ts';
import { peakMemory } from './peakMemory.ts';
import { processorTime, waitUntilQuiet } from './quiet.ts';
import type { Block, Loaded, LoadRequest } from './resident.ts';

/** A model that is measured in this very process, which exists for nothing else. */
export interface ResidentModel {
  readonly loaded: Loaded;
  /** Runs until so many milliseconds have passed, at least once, then waits until the process is quiet. */
  run(milliseconds: number): Promise<Block>;
}

/**
 * Loads a model for all the life of this process and runs it once.
 * @throws UserError when the model or the provider fails
 */
export async function loadResident(request: LoadRequest): Promise<ResidentModel> {
  const memoryBefore = peakMemory();
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const use = async (session: Session): Promise<void> => {
      const created = performance.now();
      await session.run(request.feeds);
      const ran = performance.now();
      await waitUntilQuiet();
      const loaded = { session: created - start, firstRun: ran - created, memoryBefore, ...usage() };
      resolve(residentModel(session, request.feeds, loaded));
      // The session ends with the process.
      await new Promise<never>(() => undefined);
    };
    const { file, provider, threads, spinning, fallback } = request;
    withSession(file, { provider, threads, spinning, fallback }, use).catch(reject);
  });
}

function residentModel(session: Session, feeds: Feeds, loaded: Loaded): ResidentModel {
  let answered = { at: performance.now(), use: loaded.use };
  return {
    loaded,
    async run(milliseconds) {
      const idle = performance.now() - answered.at;
      const idleUse = idle > 0 ? (processorTime() - answered.use) / idle : 0;
      const times = await timedRuns(session, feeds, milliseconds);
      const settling = await waitUntilQuiet();
      const used = usage();
      answered = { at: performance.now(), use: used.use };
      return { times, settling, idleUse, ...used };
    },
  };
}

async function timedRuns(session: Session, feeds: Feeds, milliseconds: number): Promise<Float64Array> {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  let before: number;
  do {
    before = performance.now();
    await session.run(feeds);
    const after = performance.now();
    times.push(after - before);
    before = after;
  } while (before < end);
  return Float64Array.from(times);
}

function usage(): { readonly memoryPeak: number; readonly use: number } {
  return { memoryPeak: peakMemory(), use: processorTime() };
}
