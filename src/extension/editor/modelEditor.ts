import * as vscode from 'vscode';
import type { ModelEditorSide, ModelPageSide } from '../../protocol/webview/modelContract.ts';
import type { Services } from '../commands/services.ts';
import { modelAnswers } from './modelAnswers.ts';
import { ModelDocument } from './modelDocument.ts';
import { HintDiagnostics } from '../hints/hintDiagnostics.ts';
import type { ModelPage, ModelPages } from './modelPages.ts';
import { watchReports } from './reportsBeside.ts';
import { connectPage } from './webviewPage.ts';

/** Shows `*.onnx` as a page. Needs no trust: it reads the file in a thread without native code, and runs nothing by itself. */
export class ModelEditor implements vscode.CustomReadonlyEditorProvider<ModelDocument> {
  private readonly hints: HintDiagnostics;

  constructor(
    private readonly services: Services,
    private readonly pages: ModelPages,
  ) {
    this.hints = new HintDiagnostics(pages);
    services.context.subscriptions.push(this.hints);
  }

  openCustomDocument(uri: vscode.Uri): ModelDocument {
    return new ModelDocument(uri, this.services, {
      profiled: (found) => this.hints.show(uri, found?.hints ?? []),
    });
  }

  resolveCustomEditor(document: ModelDocument, panel: vscode.WebviewPanel): void {
    const page: ModelPage = {
      ...{ document, panel, selected: [] },
      notify: (notification) => channel.notify(notification),
    };
    const opened = (): void => page.notify({ type: 'opened', file: document.name, mayRun: document.mayRun });
    const channel = connectPage<ModelPageSide, ModelEditorSide>(panel, 'model', this.services, {
      ready: () => {
        opened();
        this.pages.listens(page);
      },
      answers: modelAnswers(page, this.pages, this.services),
    });
    const listening = [
      ...[document.onDidChange(opened), vscode.workspace.onDidGrantWorkspaceTrust(opened)],
      watchReports(document.uri, () => page.notify({ type: 'reports-changed' })),
    ];
    panel.onDidDispose(() => {
      vscode.Disposable.from(...listening).dispose();
      document.analyses.leave(page);
    });
    this.pages.add(page);
  }
}
