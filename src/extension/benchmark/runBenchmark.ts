import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { requireWritable, writeWhole } from '../../protocol/outputFile.ts';
import { storedBenchmark } from '../../protocol/result/storedBenchmark.ts';
import { UserError } from '../../protocol/userError.ts';
import type { Services } from '../commands/services.ts';
import { summarize } from '../history/resultSummary.ts';
import type { OutputChoice } from '../quantize/choices.ts';
import { say, sayMessage } from '../texts.ts';
import { freeReport } from './freeReport.ts';
import { askReport } from './askReport.ts';

/**
 * Measures models beside each other, writes the report, opens it, and says in a line what came of it.
 * @throws UserError, JobCancelled as {@link JobRunner.run}; UserError where the report cannot be where it is to be
 */
export async function runBenchmark(services: Services, asked: JobOf<'benchmark'>, output: OutputChoice): Promise<void> {
  requireWritable(output.path, output.replace);
  const job = { ...asked, reportFolder: path.dirname(output.path) };
  const title = message('history.job-benchmark', { file: path.basename(job.model) });
  const result = await services.runner.run<'benchmark'>(title, job);
  const file = await write(storedBenchmark(result.report), job.model, output);
  if (file === undefined) return;
  services.history.produced(job, file);
  const uri = vscode.Uri.file(file);
  await vscode.commands.executeCommand('vscode.open', uri);
  const { headline, flagged } = summarize(result);
  void tell(outcome(job, headline), flagged, uri);
}

/** What was measured must not be lost where the disk refuses: then the person is asked for another place. */
async function write(text: string, model: string, output: OutputChoice): Promise<string | undefined> {
  // The name may have been taken while it was measured.
  let file = output.replace || !existsSync(output.path) ? output.path : freeReport(model);
  for (;;) {
    try {
      writeWhole(file, text);
      return file;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const saveAs = say('history.bench-save-as', {});
      if ((await vscode.window.showErrorMessage(sayMessage(error.detail), saveAs)) !== saveAs) return undefined;
      const other = await askReport(vscode.Uri.file(file));
      if (other === undefined) return undefined;
      file = other.path;
    }
  }
}

function outcome({ model, variants }: JobOf<'benchmark'>, headline: Message | undefined): Message {
  const said = headline ?? message('history.nothing-measured', {});
  if (variants.length > 1) return said;
  return message('history.bench-done', { file: path.basename(variants[0] ?? model), outcome: said });
}

async function tell(text: Message, flagged: boolean, report: vscode.Uri): Promise<void> {
  const open = say('history.bench-open', {});
  const show = flagged ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await show(sayMessage(text), open)) === open) await vscode.commands.executeCommand('vscode.open', report);
}
