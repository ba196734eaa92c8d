import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { type Job, job as jobSchema, type JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { defaultReport } from '../../protocol/outputName.ts';
import { userError } from '../../protocol/userError.ts';
import { runBenchmark } from '../benchmark/runBenchmark.ts';
import { freeReport } from '../benchmark/freeReport.ts';
import type { Services } from '../commands/services.ts';
import { showFailure } from '../jobs/failure.ts';
import { showOutcomes } from '../jobs/outcome.ts';
import { outcomeOf } from '../jobs/outcomeOf.ts';
import { sayMessage } from '../texts.ts';
import type { HistoryEntry } from './historyEntry.ts';
import { summarize } from './resultSummary.ts';

/**
 * Runs a job once more, as it was given; what it makes gets a name that is free.
 * @throws UserError where its options are not known to this version
 */
export async function repeat(services: Services, { job: stored, title }: HistoryEntry): Promise<void> {
  const parsed = jobSchema.safeParse(stored);
  if (!parsed.success) throw userError('history.not-repeatable', {});
  try {
    await run(services, parsed.data, title);
  } catch (error) {
    showFailure(error, title, services.log);
  }
}

async function run(services: Services, job: Job, title: HistoryEntry['title']): Promise<void> {
  if (job.kind === 'compress') return makeAgain(services, job, title);
  if (job.kind === 'benchmark') return runBenchmark(services, job, { path: freeReport(job.model), replace: false });
  // Their findings are on a page: it asks for them, and finds what was measured before.
  if (job.kind === 'sensitivity')
    return void vscode.commands.executeCommand('whittle.analyze', vscode.Uri.file(job.model));
  if (job.kind === 'inspect') return void vscode.commands.executeCommand('whittle.inspect', vscode.Uri.file(job.model));
  const { headline } = summarize(await services.runner.run<Job['kind']>(title, job));
  const outcome = headline ?? message('history.done', {});
  void vscode.window.showInformationMessage(sayMessage(message('history.ran-again', { job: title, outcome })));
}

async function makeAgain(services: Services, job: JobOf<'compress'>, title: HistoryEntry['title']): Promise<void> {
  const { report: _, ...rest } = job.output;
  const output = { ...rest, path: freeName(job), force: false };
  const { report, reportFile } = await services.runner.run<'compress'>(title, { ...job, output });
  await showOutcomes([outcomeOf(report, reportFile, output.path)]);
}

/** The name that it had, or the next one that is free. */
function freeName({ output: { path: output } }: JobOf<'compress'>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? output : output.replace(/(\.\d+)?\.onnx$/i, `.${number}.onnx`);
    if (!existsSync(name) && !existsSync(defaultReport(name))) return name;
  }
}
