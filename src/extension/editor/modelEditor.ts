import * as vscode from 'vscode';
import type { ModelEditorSide, ModelPageSide } from '../../protocol/webview/modelContract.ts';
import type { Services } from '../commands/services.ts';
import { modelAnswers } from './modelAnswers.ts';
import { ModelDocument } from './modelDocument.ts';
import type { ModelPage, ModelPages } from './modelPages.ts';
import { connectPage } from './webviewPage.ts';

/** Shows `*.onnx` as a page. Needs no trust: it reads the file in a thread without native code, and runs nothing by itself. */
export class ModelEditor implements vscode.CustomReadonlyEditorProvider<ModelDocument> {
  constructor(
    private readonly services: Services,
    private readonly pages: ModelPages,
  ) {}

  openCustomDocument(uri: vscode.Uri): ModelDocument {
    return new ModelDocument(uri, this.services);
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
    const listening = [document.onDidChange(opened), vscode.workspace.onDidGrantWorkspaceTrust(opened)];
    panel.onDidDispose(() => {
      vscode.Disposable.from(...listening).dispose();
      document.analyses.leave(page);
    });
    this.pages.add(page);
  }
}
