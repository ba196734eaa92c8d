import path from 'node:path';
import * as vscode from 'vscode';
import type { Report } from '../../protocol/result/report.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import type { ReportEditorSide, ReportPageSide } from '../../protocol/webview/reportContract.ts';
import { reportOpened } from '../contributions/walkthrough.ts';
import { isThere } from '../files.ts';
import { texts } from '../texts.ts';
import { ReportDocument } from './reportDocument.ts';
import { showModel } from './showModel.ts';
import { connectPage, type PageServices } from './webviewPage.ts';

/** Shows `*.whittle-report.json` as a page. Needs no trust: it reads the file and runs nothing. */
export class ReportEditor implements vscode.CustomReadonlyEditorProvider<ReportDocument> {
  constructor(private readonly services: PageServices) {}

  openCustomDocument(uri: vscode.Uri): ReportDocument {
    return new ReportDocument(uri, this.services.log);
  }

  resolveCustomEditor(document: ReportDocument, panel: vscode.WebviewPanel): void {
    const channel = connectPage<ReportPageSide, ReportEditorSide>(panel, 'report', this.services, {
      ready: () => void show(),
      answers: {
        openModel: (which) => openModel(document, which),
        compareWithOriginal: () => compareWithOriginal(document),
        openAsText: async () => {
          await vscode.commands.executeCommand('vscode.openWith', document.uri, 'default');
          return null;
        },
        copyMarkdown: () => copyMarkdown(document),
      },
    });
    const show = async (): Promise<void> => {
      const content = await document.content;
      if (content.kind === 'unreadable') {
        channel.notify({ type: 'unreadable', reason: content.reason });
        return;
      }
      const { reportView } = await import('../../protocol/webview/reportView.ts');
      channel.notify({ type: 'report', report: reportView(content.report) });
      await vscode.commands.executeCommand('setContext', reportOpened, true);
    };
    const changes = document.onDidChange(() => void show());
    panel.onDidDispose(() => {
      changes.dispose();
    });
  }
}

async function openModel(document: ReportDocument, which: 'original' | 'result'): Promise<null> {
  await showModel(await modelOf(document, which));
  return null;
}

async function compareWithOriginal(document: ReportDocument): Promise<null> {
  const [original, result] = [await modelOf(document, 'original'), await modelOf(document, 'result')];
  await vscode.commands.executeCommand('whittle.compareModels', original, result);
  return null;
}

/** @throws UserError where it is no longer there */
async function modelOf(document: ReportDocument, which: 'original' | 'result'): Promise<vscode.Uri> {
  const { input, output } = await reportIn(document);
  const model = besideReport(document.uri, which === 'original' ? input.path : output.path);
  if (!(await isThere(model))) throw userError('page.model-missing', { file: path.posix.basename(model.path) });
  return model;
}

async function copyMarkdown(document: ReportDocument): Promise<null> {
  const report = await reportIn(document);
  const { markdown } = await import('../../protocol/result/markdown.ts');
  await vscode.env.clipboard.writeText(markdown(report, texts()));
  return null;
}

async function reportIn(document: ReportDocument): Promise<Report> {
  const content = await document.content;
  // The file may have become unreadable since the page was shown.
  if (content.kind === 'unreadable') throw new UserError(content.reason);
  return content.report;
}

/** A file that a report names: from the folder of the report, unless it is on another drive. */
function besideReport(report: vscode.Uri, file: string): vscode.Uri {
  const drive = report.scheme === 'file' && /^[A-Za-z]:\//.test(file);
  return drive ? vscode.Uri.file(file) : vscode.Uri.joinPath(report, '..', file);
}
