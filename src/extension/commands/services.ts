import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { JobHistory } from '../history/jobHistory.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { JobRunner } from '../jobs/runner.ts';

/** What commands work with. */
export interface Services {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly queue: JobQueue;
  readonly runner: JobRunner;
  readonly history: JobHistory;
}
