import path from 'node:path';
import * as vscode from 'vscode';
import { Throttle } from '../../protocol/throttle.ts';
import type { ReportBeside } from '../../protocol/webview/reportBeside.ts';
import { readReportFile } from './reportDocument.ts';
import { besideReport } from './reportFiles.ts';

const ending = '.whittle-report.json';
/** A folder with more is no longer one of reports beside a model: the latest are read. */
const limit = 200;
/** Milliseconds between two times that a page is told. */
const pace = 500;

/** The reports in the folder of a model that are about it or cannot be read, the latest first. */
export async function reportsBeside(model: vscode.Uri, log: vscode.LogOutputChannel): Promise<readonly ReportBeside[]> {
  const found: ReportBeside[] = [];
  // One after the other: they may be long, and nobody waits for one of them alone.
  for (const uri of await latestReports(model)) {
    const report = path.posix.basename(uri.path);
    const content = await readReportFile(uri, log);
    if (content.kind === 'unreadable') {
      found.push({ kind: 'unreadable', report, reason: content.reason });
      continue;
    }
    const { reportBeside } = await import('../../protocol/webview/reportBeside.ts');
    const isOpen = (file: string): boolean => besideReport(uri, file).path === model.path;
    const beside = reportBeside(content.report, report, isOpen);
    if (beside !== undefined) found.push(beside);
  }
  return found;
}

/** The file of a report beside a model; undefined for a name that is none of such a file. */
export function reportNamed(model: vscode.Uri, report: string): vscode.Uri | undefined {
  const isName = report.endsWith(ending) && path.posix.basename(report) === report;
  return isName ? vscode.Uri.joinPath(model, '..', report) : undefined;
}

/** Calls when reports beside a model came, went or are others. */
export function watchReports(model: vscode.Uri, changed: () => void): vscode.Disposable {
  const throttle = new Throttle(pace, changed);
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(model, '..'), `*${ending}`);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const tell = (): void => throttle.ask();
  watcher.onDidChange(tell);
  watcher.onDidCreate(tell);
  watcher.onDidDelete(tell);
  return vscode.Disposable.from(watcher, { dispose: () => throttle.stop() });
}

async function latestReports(model: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const folder = vscode.Uri.joinPath(model, '..');
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (all) => all,
    // A folder that cannot be listed has no reports to show.
    () => [],
  );
  const uris = entries
    .filter(([name, type]) => name.endsWith(ending) && (type & vscode.FileType.File) !== 0)
    .map(([name]) => vscode.Uri.joinPath(folder, name));
  const dated = await Promise.all(uris.map(async (uri) => ({ uri, time: await timeOf(uri) })));
  return dated
    .sort((a, b) => b.time - a.time)
    .slice(0, limit)
    .map(({ uri }) => uri);
}

async function timeOf(uri: vscode.Uri): Promise<number> {
  return vscode.workspace.fs.stat(uri).then(
    ({ mtime }) => mtime,
    () => 0,
  );
}
