import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FiguresOf, Task, TaskAnswer, TaskOf } from './task.ts';

const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));

export type Outcome<Figures> =
  { readonly kind: 'done'; readonly figures: Figures } | { readonly kind: 'failed'; readonly reason: string };

/** Does a task in a process of its own. */
export function runTask<Kind extends Task['kind']>(task: TaskOf<Kind>): Promise<Outcome<FiguresOf<Kind>>> {
  return new Promise((resolve) => {
    const child = fork(childFile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (answer: TaskAnswer) => resolve(answer as Outcome<FiguresOf<Kind>>));
    child.once('exit', (code, signal) => {
      resolve({ kind: 'failed', reason: `the process ended with ${signal ?? `code ${code}`}` });
    });
    child.send(task);
  });
}
