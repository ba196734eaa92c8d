import { Worker } from 'node:worker_threads';

/** Milliseconds from one look at the parent to the next. */
const look = 500;

/** The program of the thread that looks: plain, and in memory, since it shares no code with the rest. */
const watch = `
const parent = process.ppid;
const isGone = () => {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
};
setInterval(() => isGone() && process.kill(process.pid, 'SIGKILL'), ${look});
`;

/**
 * Ends this process when the one that started it is gone, even while a run that never ends keeps it from noticing that the
 * channel is closed. A thread looks, since nothing else can; it costs 9 MB, and is there when the promise settles.
 */
export async function dieWithParent(): Promise<void> {
  const limits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };
  const thread = new Worker(watch, { eval: true, execArgv: [], env: {}, resourceLimits: limits });
  thread.unref();
  await new Promise<void>((resolve) => {
    thread.once('online', resolve);
    // Without it, the process still ends when the channel is closed, once its run is over.
    thread.once('error', () => resolve());
  });
}
