import * as vscode from 'vscode';
import { isBenchmark, type StoredReport } from '../../protocol/result/readReport.ts';
import { spellReals } from '../../protocol/webview/realNumbers.ts';
import type { ReportEditorSide, ReportPageSide } from '../../protocol/webview/reportContract.ts';
import { reportOpened } from '../contributions/walkthrough.ts';
import type { ModelPages } from './modelPages.ts';
import { reportAnswers } from './reportAnswers.ts';
import { ReportDocument } from './reportDocument.ts';
import { connectPage, type PageServices } from './webviewPage.ts';

/** Shows `*.whittle-report.json` as a page. Needs no trust: it reads the file and runs nothing. */
export class ReportEditor implements vscode.CustomReadonlyEditorProvider<ReportDocument> {
  constructor(
    private readonly services: PageServices,
    private readonly pages: ModelPages,
  ) {}

  openCustomDocument(uri: vscode.Uri): ReportDocument {
    return new ReportDocument(uri, this.services.log);
  }

  resolveCustomEditor(document: ReportDocument, panel: vscode.WebviewPanel): void {
    const channel = connectPage<ReportPageSide, ReportEditorSide>(panel, 'report', this.services, {
      ready: () => void show(),
      answers: reportAnswers(document, this.pages),
    });
    const show = async (): Promise<void> => {
      const content = await document.content;
      if (content.kind === 'unreadable') {
        channel.notify({ type: 'unreadable', reason: content.reason });
        return;
      }
      channel.notify(await shown(content.report));
      await vscode.commands.executeCommand('setContext', reportOpened, true);
    };
    const changes = document.onDidChange(() => void show());
    panel.onDidDispose(() => {
      changes.dispose();
    });
  }
}

async function shown(report: StoredReport): Promise<ReportPageSide['notification']> {
  if (isBenchmark(report)) return { type: 'benchmark', benchmark: spellReals(report) };
  const { reportView } = await import('../../protocol/webview/reportView.ts');
  return { type: 'report', report: reportView(report) };
}
