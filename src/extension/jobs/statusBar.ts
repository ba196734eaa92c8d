import * as vscode from 'vscode';
import { formatShare } from '../../protocol/quantity.ts';
import { say, sayMessage } from '../texts.ts';
import type { QueuedJob } from './queue.ts';

const showJobs = 'whittle.showJobs';

/** A place in the status bar that says how far the jobs are, and is gone when there are none. */
export class JobStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('whittle.jobs', vscode.StatusBarAlignment.Left);

  constructor() {
    this.#item.name = 'Whittle';
    this.#item.command = showJobs;
  }

  update(jobs: readonly QueuedJob[]): void {
    if (jobs.length === 0) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(loading~spin) ${say('status.text', { share: share(jobs) })}`;
    this.#item.tooltip = [
      ...jobs.map((job) => `${sayMessage(job.title)}: ${state(job)}`),
      say('status.tooltip', {}),
    ].join('\n');
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** How a job stands, in words. */
export function state({ isRunning, progress }: QueuedJob): string {
  if (!isRunning) return say('job.waiting', {});
  return say('status.running', { share: wholeShare(progress?.fraction ?? 0) });
}

/** Of all jobs together. */
function share(jobs: readonly QueuedJob[]): string {
  return wholeShare(jobs.reduce((sum, { progress }) => sum + (progress?.fraction ?? 0), 0) / jobs.length);
}

function wholeShare(fraction: number): string {
  return formatShare(Math.floor(fraction * 100) / 100);
}
