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
 * channel is closed. A thread looks; nothing else can.
 */
export function dieWithParent(): void {
  new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 4, stackSizeMb: 1 } }).unref();
}
