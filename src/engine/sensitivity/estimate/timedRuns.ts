import type { Feeds } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import { type SessionOptions, withSession } from '../../runtime/session.ts';

/** What a model takes, in seconds. */
export interface RunTime {
  /** Of loading it into a session. */
  readonly load: number;
  /** Of one run: the median of a few, without the first. */
  readonly run: number;
}

/** Runs are timed for so many seconds, and so many times at most. */
const patience = 0.3;
const most = 5;

/** Loads a model and runs it a few times. @throws UserError when it cannot be loaded or run */
export async function timedRuns(model: Model, feeds: Feeds, options: SessionOptions): Promise<RunTime> {
  const start = performance.now();
  return withSession(model, options, async (session) => {
    const load = since(start);
    const times: number[] = [];
    const began = performance.now();
    // The first run gets memory for the others.
    await session.run(feeds);
    do {
      const before = performance.now();
      await session.run(feeds);
      times.push(since(before));
    } while (times.length < most && since(began) < patience);
    return { load, run: times.sort((a, b) => a - b)[Math.floor(times.length / 2)]! };
  });
}

function since(start: number): number {
  return (performance.now() - start) / 1000;
}
