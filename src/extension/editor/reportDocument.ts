import path from 'node:path';
import * as vscode from 'vscode';
import { message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatBytes } from '../../protocol/quantity.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import type { Report } from '../../protocol/result/report.ts';
import { UserError, userError } from '../../protocol/userError.ts';

/** What there is to show of a file: a report, or why there is none. */
export type ReportContent =
  { readonly kind: 'report'; readonly report: Report } | { readonly kind: 'unreadable'; readonly reason: Message };

/** Bytes. A report has about 400 for each node. */
const limit = 64e6;

/** Milliseconds in which changes of a file are taken as one: writers rename, truncate and write in turns. */
const settling = 100;

/** Why the editor could not read a file, by its names for it. */
const refusals: Readonly<Record<string, MessageCode & `system.${string}`>> = {
  NoPermissions: 'system.permission',
  FileIsADirectory: 'system.is-folder',
};

/** A report file that is open, in however many editors: read once, and again whenever it changes on disk. */
export class ReportDocument implements vscode.CustomDocument {
  private readonly emitter = new vscode.EventEmitter<void>();
  /** Fires when {@link content} is another. */
  readonly onDidChange = this.emitter.event;
  private readonly watching: vscode.Disposable;
  private settled: NodeJS.Timeout | undefined;
  private latest: Promise<ReportContent>;

  constructor(
    readonly uri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.latest = this.read();
    this.watching = watch(uri, () => {
      clearTimeout(this.settled);
      this.settled = setTimeout(() => this.reload(), settling);
    });
  }

  /** What is in the file. Does not fail: what went wrong is content too. */
  get content(): Promise<ReportContent> {
    return this.latest;
  }

  dispose(): void {
    clearTimeout(this.settled);
    this.watching.dispose();
    this.emitter.dispose();
  }

  private reload(): void {
    const reading = this.read();
    this.latest = reading;
    void reading.then(() => {
      // Where the file changed once more meanwhile, the later reading tells.
      if (this.latest === reading) this.emitter.fire();
    });
  }

  private async read(): Promise<ReportContent> {
    const file = path.posix.basename(this.uri.path);
    try {
      const { size } = await vscode.workspace.fs.stat(this.uri);
      if (size > limit) {
        throw userError('page.report-huge', { file, size: formatBytes(size), limit: formatBytes(limit) });
      }
      const bytes = await vscode.workspace.fs.readFile(this.uri);
      // The schema is read with the first report, not when the extension starts.
      const { readReport } = await import('../../protocol/result/readReport.ts');
      return { kind: 'report', report: readReport(new TextDecoder().decode(bytes), file) };
    } catch (error) {
      return { kind: 'unreadable', reason: this.explain(error, file) };
    }
  }

  private explain(error: unknown, file: string): Message {
    if (error instanceof UserError) return error.detail;
    if (!(error instanceof vscode.FileSystemError)) {
      this.log.error(error instanceof Error ? error : String(error));
      return message('page.defect', {});
    }
    if (error.code === 'FileNotFound') return message('page.file-missing', { file });
    const refusal = refusals[error.code];
    const reason = refusal === undefined ? reasonOf(error) : message(refusal, {});
    return message('page.file-unreadable', { file, reason });
  }
}

/** Names of files may hold what patterns give a meaning to, so the folder is watched. */
function watch(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*.whittle-report.json');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const own = (each: vscode.Uri): void => {
    if (each.toString() === uri.toString()) changed();
  };
  watcher.onDidChange(own);
  watcher.onDidCreate(own);
  watcher.onDidDelete(own);
  return watcher;
}
