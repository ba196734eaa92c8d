import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** How a process ended: with a code, or by a signal. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last it wrote to its error stream. */
  readonly lastWords: string;
}

const lastWordsLimit = 16 * 1024;
/** What a process wrote arrives within this many milliseconds of its end. */
const silence = 100;

/**
 * How a process ends, with all that it wrote before. The event `close` would say the same, but never comes after a
 * disconnect from this side.
 */
export async function exitOf(child: ChildProcess): Promise<ProcessExit> {
  let lastWords = '';
  const silent = new Promise((resolve) => child.stderr?.once('close', resolve));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsLimit);
  });
  const exit = await new Promise<Omit<ProcessExit, 'lastWords'>>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      lastWords += `\n${error.message}`;
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
  await Promise.race([silent, pause(silence, undefined, { ref: false })]);
  return { ...exit, lastWords };
}
