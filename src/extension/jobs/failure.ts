import type { LogOutputChannel } from 'vscode';
import * as vscode from 'vscode';
import { JobCancelled } from '../../jobs/jobCancelled.ts';
import { message } from '../../protocol/messages/wording.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { UserError } from '../../protocol/userError.ts';
import { say, sayMessage } from '../texts.ts';

/** What a person may do about a failure, beside reading the log. */
export interface Remedy {
  readonly label: string;
  readonly run: () => void;
}

/** Milliseconds for which the status bar says that a job was cancelled. */
const shortly = 5000;

/**
 * Says in one sentence why something failed and what to do; a stack goes to the log only.
 * @param job what was being done, in words
 */
export function showFailure(
  error: unknown,
  job: Message,
  log: LogOutputChannel,
  remedies: readonly Remedy[] = [],
): void {
  const name = sayMessage(job);
  if (error instanceof JobCancelled) {
    const text = say('job.cancelled', { job: name });
    log.info(text);
    vscode.window.setStatusBarMessage(text, shortly);
    return;
  }
  const reason = reasonOf(error);
  log.error(say('job.failed', { job: name, reason }));
  if (!(error instanceof UserError) && error instanceof Error && error.stack !== undefined) log.error(error.stack);
  const offered = [...remediesFor(error), ...remedies, { label: say('extension.show-log', {}), run: () => log.show() }];
  // That nothing runs without trust has nothing to do with the job.
  const text = isUntrusted(error) ? reason : sayMessage(message('job.failed', { job: name, reason }));
  void choose(text, offered);
}

/** Why something failed, in the language of the editor. */
export function reasonOf(error: unknown): string {
  if (error instanceof UserError) return sayMessage(error.detail);
  return say('extension.defect', { reason: error instanceof Error ? error.message : String(error) });
}

async function choose(text: string, offered: readonly Remedy[]): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(text, ...offered.map(({ label }) => label));
  offered.find(({ label }) => label === chosen)?.run();
}

function remediesFor(error: unknown): readonly Remedy[] {
  if (!isUntrusted(error)) return [];
  return [
    {
      label: say('extension.manage-trust', {}),
      run: () => void vscode.commands.executeCommand('workbench.trust.manage'),
    },
  ];
}

function isUntrusted(error: unknown): boolean {
  return error instanceof UserError && error.detail.code === 'extension.not-trusted';
}
