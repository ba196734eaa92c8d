import * as vscode from 'vscode';
import type { CompareEditorSide, ComparePageSide } from '../../protocol/webview/compareContract.ts';
import type { Services } from '../commands/services.ts';
import { say } from '../texts.ts';
import { ModelDocument } from './modelDocument.ts';
import { connectPage } from './webviewPage.ts';

/** One panel for each two models, by their addresses. */
const panels = new Map<string, vscode.WebviewPanel>();

/** Shows two models beside each other, in the panel that shows them already if there is one. Runs nothing. */
export function showComparison(services: Services, before: vscode.Uri, after: vscode.Uri): void {
  const key = `${before.toString()}\n${after.toString()}`;
  const known = panels.get(key);
  if (known !== undefined) {
    known.reveal();
    return;
  }
  const panel = openPanel(services, {
    before: new ModelDocument(before, services),
    after: new ModelDocument(after, services),
  });
  panels.set(key, panel);
  panel.onDidDispose(() => panels.delete(key));
}

function openPanel(
  services: Services,
  documents: Readonly<Record<'before' | 'after', ModelDocument>>,
): vscode.WebviewPanel {
  const names = { before: documents.before.name, after: documents.after.name };
  const panel = vscode.window.createWebviewPanel(
    'whittle.compare',
    say('compare.title', names),
    vscode.ViewColumn.Active,
  );
  const compared = (): void => channel.notify({ type: 'compared', ...names });
  const channel = connectPage<ComparePageSide, CompareEditorSide>(panel, 'compare', services, {
    ready: compared,
    answers: {
      structure: ({ side }) => documents[side].structure(),
      open: async ({ side }) => {
        await vscode.commands.executeCommand('vscode.open', documents[side].uri);
        return null;
      },
    },
  });
  const all = Object.values(documents);
  const listening = all.map((document) => document.onDidChange(compared));
  panel.onDidDispose(() => {
    vscode.Disposable.from(...listening, ...all).dispose();
  });
  return panel;
}
