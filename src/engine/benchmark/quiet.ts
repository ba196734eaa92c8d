import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds from one look to the next. */
const look = 2;
/** A process that uses this share of one processor from one look to the next is not quiet. */
const busyShare = 0.25;
/**
 * Milliseconds for which a process must be quiet: two looks where the system says which threads want to run, else longer than
 * a tick, since the time of threads on other processors is only counted at ticks.
 */
const quietFor = { known: 2 * look, unknown: 16 };
/** Milliseconds after which a process that never becomes quiet is taken as it is. */
const patience = 500;

/**
 * Waits until this process computes nothing any more. Idle threads of the runtime spin after a run: for some 30 ms of processor
 * time where that was measured, which is much longer on the clock where others want the processors as well.
 * @returns the milliseconds it took
 */
export async function waitUntilQuiet(): Promise<number> {
  const start = performance.now();
  let quietSince = start;
  let used = processorTime();
  for (let last = start; ;) {
    await pause(look);
    const now = performance.now();
    const nowUsed = processorTime();
    const runs = otherThreadsRun();
    if (runs === true || (nowUsed - used) / (now - last) > busyShare) quietSince = now;
    else if (now - quietSince >= (runs === undefined ? quietFor.unknown : quietFor.known)) return quietSince - start;
    if (now - start > patience) return now - start;
    [last, used] = [now, nowUsed];
  }
}

/** Milliseconds of processor time that all threads of this process used in its life. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Whether a thread of this process besides this one runs or waits for a processor; undefined where the system does not tell. */
function otherThreadsRun(): boolean | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // This thread, which runs as it asks, has the number of the process.
    const others = readdirSync('/proc/self/task').filter((thread) => thread !== String(process.pid));
    return others.some((thread) => /\) R [^)]*$/.test(readFileSync(`/proc/self/task/${thread}/stat`, 'latin1')));
  } catch {
    // A thread ended between the two questions: the next look tells.
    return undefined;
  }
}
