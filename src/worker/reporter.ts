import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { JobContext } from '../engine/recipe/context.ts';
import {
  findingNotification,
  logNotification,
  type Progress,
  progressNotification,
  type RunParameters,
} from '../protocol/workerProtocol.ts';

/** Milliseconds between two messages about the same stage. */
const interval = 100;

/** Tells the process that started this one what the job finds and how far it is. */
export function reporter(connection: MessageConnection, { temporaryFolder }: RunParameters): JobContext {
  return {
    temporaryFolder,
    // Cancelling is a kill: no signal ever comes from outside.
    signal: new AbortController().signal,
    progress: throttled((progress) => quietly(connection.sendNotification(progressNotification, progress))),
    log: (message) => quietly(connection.sendNotification(logNotification, message)),
    finding: (found) => quietly(connection.sendNotification(findingNotification, found)),
  };
}

/** When nobody is there to hear it any more, this process ends anyway. */
function quietly(sending: Promise<void>): void {
  sending.catch(() => undefined);
}

/** Passes on what is new: a stage, the end, or anything after the interval. */
export function throttled(
  send: (progress: Progress) => void,
  clock: () => number = () => performance.now(),
): (progress: Progress) => void {
  let stage: string | undefined;
  let next = 0;
  return (progress) => {
    const now = clock();
    if (progress.stage.code === stage && now < next && progress.fraction < 1) return;
    stage = progress.stage.code;
    next = now + interval;
    send(progress);
  };
}
