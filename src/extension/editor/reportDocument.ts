import path from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatBytes } from '../../protocol/quantity.ts';
import type { StoredReport } from '../../protocol/result/readReport.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import { fileFailure } from './fileFailure.ts';
import { FileWatch } from './fileWatch.ts';

/** What there is to show of a file: a report, or why there is none. */
export type ReportContent =
  | { readonly kind: 'report'; readonly report: StoredReport }
  | { readonly kind: 'unreadable'; readonly reason: Message };

/** Bytes. A report has about 400 for each node; a benchmark 300 for each node of each variant. */
const limit = 64e6;

/** A report file that is open, in however many editors: read once, and again whenever it changes on disk. */
export class ReportDocument implements vscode.CustomDocument {
  private readonly emitter = new vscode.EventEmitter<void>();
  /** Fires when {@link content} is another. */
  readonly onDidChange = this.emitter.event;
  private readonly watching: vscode.Disposable;
  private latest: Promise<ReportContent>;

  constructor(
    readonly uri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.latest = this.read();
    this.watching = new FileWatch([uri], () => this.reload());
  }

  /** What is in the file. Does not fail: what went wrong is content too. */
  get content(): Promise<ReportContent> {
    return this.latest;
  }

  dispose(): void {
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
    return readReportFile(this.uri, this.log);
  }
}

/** What is in a report file. Does not fail: what went wrong is content too. */
export async function readReportFile(uri: vscode.Uri, log: vscode.LogOutputChannel): Promise<ReportContent> {
  const file = path.posix.basename(uri.path);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > limit) {
      throw userError('page.report-huge', { file, size: formatBytes(size), limit: formatBytes(limit) });
    }
    const bytes = await vscode.workspace.fs.readFile(uri);
    // The schema is read with the first report, not when the extension starts.
    const { readStoredReport } = await import('../../protocol/result/readReport.ts');
    return { kind: 'report', report: readStoredReport(new TextDecoder().decode(bytes), file) };
  } catch (error) {
    return { kind: 'unreadable', reason: explain(error, file, log) };
  }
}

function explain(error: unknown, file: string, log: vscode.LogOutputChannel): Message {
  if (error instanceof UserError) return error.detail;
  if (error instanceof vscode.FileSystemError) return fileFailure(error, file);
  log.error(error instanceof Error ? error : String(error));
  return message('page.defect', {});
}
