import path from 'node:path';
import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';
import { isThere } from '../files.ts';
import type { OutputChoice } from '../quantize/choices.ts';
import { say } from '../texts.ts';

/**
 * Asks where a report is to go. The dialog asks before it gives the name of a file that is there, so that file may be replaced.
 * @throws UserError for a name that no report has, or a place that is on no disk
 */
export async function askReport(usual: vscode.Uri): Promise<OutputChoice | undefined> {
  const chosen = await vscode.window.showSaveDialog({
    ...{ title: say('history.bench-output-title', {}), defaultUri: usual },
    filters: { [say('history.bench-reports', {})]: ['whittle-report.json'] },
  });
  if (chosen === undefined) return undefined;
  if (chosen.scheme !== 'file') throw userError('extension.not-on-disk', { file: path.posix.basename(chosen.path) });
  if (!chosen.path.endsWith('.whittle-report.json')) throw userError('history.bench-report-name', {});
  return { path: chosen.fsPath, replace: await isThere(chosen) };
}
