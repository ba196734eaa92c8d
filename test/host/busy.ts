import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Milliseconds of its life in which this thread was away from its event loop: it computed, or waited for the disk or for
 * another process. Time in which it was ready but the machine ran others is left out, so that what is measured does not depend
 * on what else runs; it is known on Linux (`/proc/<thread>/schedstat`, second number, nanoseconds).
 */
function busy(): number {
  return performance.eventLoopUtilization().active - waitedForProcessor();
}

function waitedForProcessor(): number {
  if (process.platform !== 'linux') return 0;
  const [, waited = '0'] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
  return Number(waited) / 1e6;
}

/** For how many milliseconds this thread was busy while something was awaited. */
export async function busyDuring(work: () => PromiseLike<unknown>): Promise<number> {
  const before = busy();
  await work();
  return busy() - before;
}

/** Milliseconds between two looks at the clock. */
const interval = 2;

/** The longest time in milliseconds for which this thread did not come back to its event loop while something was awaited. */
export async function longestHoldUp(work: () => PromiseLike<unknown>): Promise<number> {
  let longest = 0;
  let before = busy();
  const timer = setInterval(() => {
    const now = busy();
    longest = Math.max(longest, now - before);
    before = now;
  }, interval);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return longest;
}

/** Waits until this thread has little to do, as when VS Code has finished starting; not longer than a quarter of a minute. */
export async function untilIdle(): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (performance.now() < deadline) {
    const before = performance.eventLoopUtilization();
    await pause(500);
    if (performance.eventLoopUtilization(before).utilization < 0.1) return;
  }
}
