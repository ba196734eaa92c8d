import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import type { JobEnd, JobObserver } from '../jobs/jobObserver.ts';
import { loadTexts, sayMessage } from '../texts.ts';
import { LiveJob } from './liveJob.ts';
import type { Recorder } from './recorder.ts';

/** What was done in this workspace, and what goes on. What writes and reads it is loaded with the first job, or look. */
export class JobHistory implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  /** Fires when a job comes, begins or ends, and when something was removed. */
  readonly onDidChange = this.emitter.event;
  private readonly progress = new vscode.EventEmitter<void>();
  /** Fires when a job gets on. */
  readonly onDidProgress = this.progress.event;
  private readonly jobs = new Set<LiveJob>();
  private loading: Promise<Recorder> | undefined;
  private isClosing = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Jobs of this window that wait or run, the oldest first. */
  get live(): readonly LiveJob[] {
    return [...this.jobs];
  }

  /** Hears of every job. */
  readonly observe: JobObserver = (title, job, queued) => {
    const live = new LiveJob(title, job, queued);
    this.jobs.add(live);
    this.emitter.fire();
    return {
      onStart: () => {
        live.begin();
        this.record((recorder) => recorder.begin(live));
      },
      onLog: (text) => live.log.add({ seconds: live.seconds, text }),
      onEnd: (end) => this.end(live, end),
    };
  };

  /** Where a job's result went, if somebody else than the job wrote it. */
  produced(job: Job, file: string): void {
    this.record((recorder) => recorder.produced(job, file));
  }

  async recorder(): Promise<Recorder> {
    const { storageUri, globalStorageUri } = this.context;
    const folder = vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'history');
    this.loading ??= Promise.all([import('./recorder.ts'), loadTexts()]).then(
      ([{ Recorder }]) => new Recorder(folder.fsPath, (text) => this.log.warn(sayMessage(text))),
    );
    return this.loading;
  }

  /** Tells that a job got on. */
  progressed(): void {
    if (!this.isClosing) this.progress.fire();
  }

  /** Tells that something was removed. */
  changed(): void {
    this.emitter.fire();
  }

  /** Jobs that end because the window closes stay in the history as interrupted. */
  dispose(): void {
    this.isClosing = true;
    void this.loading?.then((recorder) => recorder.dispose());
    this.emitter.dispose();
    this.progress.dispose();
  }

  /** What was cancelled before its turn has not run. */
  private end(live: LiveJob, end: JobEnd): void {
    if (this.isClosing) return;
    if (live.began === undefined) {
      this.jobs.delete(live);
      this.emitter.fire();
      return;
    }
    const { seconds } = live;
    this.record((recorder) => {
      recorder.end(live, end, seconds);
      this.jobs.delete(live);
    });
  }

  /** In the order in which it is asked for. A history that cannot be kept must not stop a job. */
  private record(act: (recorder: Recorder) => void): void {
    this.recorder()
      .then(act)
      .catch((error: unknown) => this.log.error(error instanceof Error ? error : String(error)))
      .finally(() => {
        if (!this.isClosing) this.emitter.fire();
      });
  }
}
