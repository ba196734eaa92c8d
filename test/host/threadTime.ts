import { readFileSync } from 'node:fs';

/** How a thread has spent its life, in milliseconds. */
interface ThreadTime {
  readonly passed: number;
  readonly ran: number;
  /** Ready to run while the machine ran others. */
  readonly waited: number;
}

/**
 * The time of this thread, apart from what else the machine does.
 * Known on Linux (`/proc/<thread>/schedstat`: nanoseconds run, nanoseconds waited); elsewhere a thread counts as running always.
 */
function threadTime(): ThreadTime {
  const passed = performance.now();
  if (process.platform !== 'linux') return { passed, ran: passed, waited: 0 };
  const [ran, waited] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ').map(Number);
  return { passed, ran: ran! / 1e6, waited: waited! / 1e6 };
}

/** For how many milliseconds this thread ran while something was awaited. */
export async function timeOf(work: () => PromiseLike<unknown>): Promise<number> {
  const before = threadTime();
  await work();
  return threadTime().ran - before.ran;
}

/** Milliseconds between two looks at the clock. */
const interval = 2;

/**
 * The longest time in milliseconds for which this thread did not come back to its event loop while something was awaited: it
 * ran, or waited for the disk or for a process. Not counted is when the machine ran others.
 */
export async function longestHoldUp(work: () => PromiseLike<unknown>): Promise<number> {
  let longest = 0;
  let before = threadTime();
  const timer = setInterval(() => {
    const now = threadTime();
    longest = Math.max(longest, now.passed - before.passed - (now.waited - before.waited) - interval);
    before = now;
  }, interval);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return longest;
}
