import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import {
  createMessageConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
} from 'vscode-jsonrpc/node';
import type { Job } from '../protocol/job.ts';
import type { Message } from '../protocol/messages/message.ts';
import type { Finding, JobResult, ResultOf } from '../protocol/result/jobResult.ts';
import { UserError } from '../protocol/userError.ts';
import {
  type Failure,
  failureCode,
  findingNotification,
  logNotification,
  type Progress,
  progressNotification,
  runRequest,
} from '../protocol/workerProtocol.ts';
import { JobCancelled } from './jobCancelled.ts';
import { removePartsOf, sweepParts } from './leftovers.ts';
import { exitOf, type ProcessExit } from './processExit.ts';
import { startWorker, type WorkerProgram } from './startWorker.ts';
import { TemporaryFolder } from './temporaryFolder.ts';
import { explainExit } from './workerExit.ts';

/** How a job is run, and who hears of it while it runs. */
export interface RunJobOptions extends WorkerProgram {
  /** Cancels the job: its process is killed, since nothing else stops onnxruntime. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly onLog?: (message: Message) => void;
  readonly onFinding?: (finding: Finding) => void;
  /** Where temporary folders are made, if not in the system's place for them. */
  readonly temporaryParent?: string;
}

/** A defect in the background process, with the stack from there. */
export class WorkerDefect extends Error {
  constructor(message: string, stack: string) {
    super(message);
    this.name = 'WorkerDefect';
    this.stack = stack;
  }
}

/** A process that has given its result and does not end within this many milliseconds is killed. */
const patience = 2000;

/**
 * Runs one job in a process of its own. When the promise settles, the process and everything temporary are gone.
 * @throws UserError what the person can put right, a machine without onnxruntime, a crash and a lack of memory too
 * @throws JobCancelled when the signal was given
 * @throws WorkerDefect for a defect in the process
 */
export async function runJob<Kind extends Job['kind']>(
  job: Extract<Job, { kind: Kind }>,
  options: RunJobOptions,
): Promise<ResultOf<Kind>> {
  const { signal } = options;
  if (isAborted(signal)) throw new JobCancelled();
  const outputFolder = outputFolderOf(job);
  if (outputFolder !== undefined) sweepParts(outputFolder);
  using temporary = new TemporaryFolder(options.temporaryParent);
  const child = await startWorker(options);
  const exited = exitOf(child);
  const cancel = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', cancel, { once: true });
  if (isAborted(signal)) cancel();
  try {
    const result = await converse(child, exited, { job, temporaryFolder: temporary.path }, options);
    await ended(child, exited);
    return result as ResultOf<Kind>;
  } catch (error) {
    child.kill('SIGKILL');
    await exited;
    throw isAborted(signal) ? new JobCancelled() : error;
  } finally {
    signal?.removeEventListener('abort', cancel);
    if (outputFolder !== undefined && child.pid !== undefined) removePartsOf(child.pid, outputFolder);
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** The folder in which a job makes something lasting. */
function outputFolderOf(job: Job): string | undefined {
  return job.kind === 'compress' ? path.dirname(path.resolve(job.output.path)) : undefined;
}

/** Sends the job and passes on what is told, until the result comes or the process ends. */
async function converse(
  child: ChildProcess,
  exited: Promise<ProcessExit>,
  parameters: { readonly job: Job; readonly temporaryFolder: string },
  options: RunJobOptions,
): Promise<JobResult> {
  let heard = false;
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onNotification(progressNotification, (progress) => {
    heard = true;
    options.onProgress?.(progress);
  });
  connection.onNotification(logNotification, (message) => options.onLog?.(message));
  connection.onNotification(findingNotification, (found) => options.onFinding?.(found));
  connection.onError(() => undefined);
  connection.listen();
  try {
    const gone = exited.then((exit): never => {
      throw explainExit(exit, heard);
    });
    const answered = connection.sendRequest(runRequest, parameters).catch((error: unknown) => {
      // When the process ends, the connection only says that it is closed; how the process ended says more.
      return error instanceof ResponseError && !isClosed(error) ? Promise.reject(failure(error)) : gone;
    });
    return await Promise.race([answered, gone]);
  } finally {
    connection.dispose();
  }
}

function isClosed({ code }: ResponseError<unknown>): boolean {
  return code === ErrorCodes.PendingResponseRejected || code === ErrorCodes.ConnectionInactive;
}

function failure(error: ResponseError<unknown>): Error {
  if (error.code !== failureCode) return new WorkerDefect(error.message, error.stack ?? error.message);
  const data = error.data as Failure;
  return data.kind === 'user' ? new UserError(data.detail) : new WorkerDefect(data.message, data.stack);
}

/** Lets a process that has done its work end by itself, but not for ever. */
async function ended(child: ChildProcess, exited: Promise<ProcessExit>): Promise<void> {
  if (child.connected) child.disconnect();
  const impatience = setTimeout(() => child.kill('SIGKILL'), patience);
  await exited;
  clearTimeout(impatience);
}
