import type { LogOutputChannel } from 'vscode';
import * as vscode from 'vscode';
import { JobCancelled } from '../../jobs/jobCancelled.ts';
import type { Job, JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/wording.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatMilliseconds, formatSeconds } from '../../protocol/quantity.ts';
import type { Finding, JobResult, ResultOf } from '../../protocol/result/jobResult.ts';
import { userError } from '../../protocol/userError.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';
import { setting } from '../settings.ts';
import { say, sayMessage } from '../texts.ts';
import type { JobObserver, JobWatch } from './jobObserver.ts';
import { CancelledInQueue, type JobQueue, type Turn } from './queue.ts';

/** Who shows how far a job is, and what it found by now. */
export interface JobFollower {
  /** Cancels the job. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly onFinding: (finding: Finding) => void;
}

/** What hears of a job that runs, beside the log. */
type Listening = Turn & Partial<Pick<JobFollower, 'onFinding'> & Pick<JobWatch, 'onLog'>>;

/** What a job is given when its turn comes, and who hears of it beside those who asked for it. */
type WatchedTurn = Turn & Partial<Pick<JobWatch, 'onLog'>>;

type Report = vscode.Progress<{ message?: string; increment?: number }>;

/** Runs jobs in the background process, in their turn, and shows how far they are. */
export class JobRunner {
  readonly #queue: JobQueue;
  readonly #log: LogOutputChannel;
  readonly #worker: string;
  readonly #observer: JobObserver | undefined;

  /**
   * @param worker the program of the background process
   * @param observer hears of every job but those that are only asked something
   */
  constructor(queue: JobQueue, log: LogOutputChannel, worker: string, observer?: JobObserver) {
    this.#queue = queue;
    this.#log = log;
    this.#worker = worker;
    this.#observer = observer;
  }

  /**
   * Runs a job in its turn under a notification that can cancel it.
   * @throws UserError whatever the person can put right; in a workspace without trust nothing is run
   * @throws JobCancelled
   */
  async run<Kind extends Job['kind']>(title: Message, job: JobOf<Kind>): Promise<ResultOf<Kind>> {
    requireTrust();
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: sayMessage(title), cancellable: true },
      async (report, token) => {
        report.report({ message: say('job.waiting', {}) });
        const tell = reporting(report);
        return this.#queued(
          title,
          job,
          async (turn) =>
            this.#perform(title, job, {
              ...turn,
              onProgress: (progress) => {
                turn.onProgress(progress);
                tell(progress);
              },
            }),
          (cancel) => token.onCancellationRequested(cancel),
        );
      },
    );
  }

  /**
   * Runs a job in its turn for somebody who shows how far it is.
   * @throws UserError, JobCancelled as {@link run}
   */
  async follow<Kind extends Job['kind']>(
    title: Message,
    job: JobOf<Kind>,
    { signal, onProgress, onFinding }: JobFollower,
  ): Promise<ResultOf<Kind>> {
    requireTrust();
    if (signal.aborted) throw new JobCancelled();
    onProgress({ stage: message('job.waiting', {}), fraction: 0 });
    const perform = async (turn: WatchedTurn): Promise<ResultOf<Kind>> =>
      this.#perform(title, job, {
        ...turn,
        onFinding,
        onProgress: (progress) => {
          turn.onProgress(progress);
          onProgress(progress);
        },
      });
    return this.#queued(title, job, perform, (cancel) => {
      signal.addEventListener('abort', cancel);
      return new vscode.Disposable(() => signal.removeEventListener('abort', cancel));
    });
  }

  /**
   * Runs a short job at once, whatever else runs, and shows nothing: who asks shows that something is being waited for.
   * @throws UserError, JobCancelled as {@link run}
   */
  async ask<Kind extends Job['kind']>(title: Message, job: JobOf<Kind>, signal: AbortSignal): Promise<ResultOf<Kind>> {
    requireTrust();
    return this.#perform(title, job, { signal, onProgress: () => undefined });
  }

  async #queued<Result extends JobResult>(
    title: Message,
    job: Job,
    work: (turn: WatchedTurn) => Promise<Result>,
    onCancel: (cancel: () => void) => vscode.Disposable,
  ): Promise<Result> {
    let listening: vscode.Disposable | undefined;
    let watch: JobWatch | undefined;
    const begin = async (turn: Turn): Promise<Result> => {
      watch?.onStart();
      return work({ ...turn, ...(watch !== undefined && { onLog: watch.onLog }) });
    };
    try {
      const result = await this.#queue.run(title, begin, (queued) => {
        watch = this.#observer?.(title, job, queued);
        listening = onCancel(() => queued.cancel());
      });
      watch?.onEnd({ outcome: 'done', result });
      return result;
    } catch (cause) {
      const error = cause instanceof CancelledInQueue ? new JobCancelled() : cause;
      watch?.onEnd(error instanceof JobCancelled ? { outcome: 'cancelled' } : { outcome: 'failed', error });
      throw error;
    } finally {
      listening?.dispose();
    }
  }

  async #perform<Kind extends Job['kind']>(title: Message, job: JobOf<Kind>, turn: Listening): Promise<ResultOf<Kind>> {
    const began = performance.now();
    const name = sayMessage(title);
    this.#log.info(say('job.started', { job: name }));
    this.#log.debug(JSON.stringify(job));
    // Loaded with the first job, so that the extension itself starts at once.
    const { runJob } = await import('../../jobs/runJob.ts');
    const node = setting('whittle.jobs.node');
    let stage = '';
    const tell = (text: Message): void => {
      this.#log.info(`${name}: ${sayMessage(text)}`);
      turn.onLog?.(text);
    };
    const result = await runJob<Kind>(job, {
      worker: this.#worker,
      ...(node !== '' && { node }),
      signal: turn.signal,
      onProgress: (progress) => {
        if (progress.stage.code !== stage) tell(progress.stage);
        stage = progress.stage.code;
        turn.onProgress(progress);
      },
      ...(turn.onFinding !== undefined && { onFinding: turn.onFinding }),
      onLog: tell,
    });
    this.#log.info(say('job.ended', { job: name, time: formatMilliseconds(performance.now() - began) }));
    return result;
  }
}

function requireTrust(): void {
  if (!vscode.workspace.isTrusted) throw userError('extension.not-trusted', {});
}

/** Turns fractions of the whole into the steps that VS Code asks for. */
function reporting(report: Report): (progress: Progress) => void {
  let shown = 0;
  return ({ stage, fraction, secondsLeft }) => {
    const text =
      secondsLeft === undefined ? stage : message('job.progress', { stage, time: formatSeconds(secondsLeft) });
    const percent = Math.floor(fraction * 100);
    report.report({ message: sayMessage(text), increment: percent - shown });
    shown = percent;
  };
}
