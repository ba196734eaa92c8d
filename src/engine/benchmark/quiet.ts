import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds from one look at the processor time to the next. */
const look = 2;
/** A process is quiet when it uses less than this share of one processor, twice in a row. */
const quietShare = 0.25;
/** Milliseconds after which a process that never becomes quiet is taken as it is. */
const patience = 500;

/** Waits until this process computes nothing any more: threads of the runtime spin for a while after a run. @returns the milliseconds it took */
export async function waitUntilQuiet(): Promise<number> {
  const start = performance.now();
  let quietSince = start;
  let used = processorTime();
  for (let last = start; ;) {
    await pause(look);
    const now = performance.now();
    const nowUsed = processorTime();
    if ((nowUsed - used) / (now - last) > quietShare) quietSince = now;
    else if (now - quietSince >= 2 * look) return quietSince - start;
    if (now - start > patience) return now - start;
    [last, used] = [now, nowUsed];
  }
}

/** Milliseconds of processor time that all threads of this process used in its life. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
