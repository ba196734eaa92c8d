import * as vscode from 'vscode';
import type { ModelPageSide } from '../../protocol/webview/modelContract.ts';
import type { ModelDocument } from './modelDocument.ts';

/** The page of a model in one of its editors. */
export interface ModelPage {
  readonly document: ModelDocument;
  readonly panel: vscode.WebviewPanel;
  readonly notify: (notification: ModelPageSide['notification']) => void;
  /** Ids of the nodes that are selected. */
  selected: readonly string[];
}

/** The pages of models that are open: commands and views are about the one in front. */
export class ModelPages implements vscode.Disposable {
  private readonly pages = new Set<ModelPage>();
  private readonly emitter = new vscode.EventEmitter<void>();
  /** Fires when another page is in front, or the one that is shows or selects something else. */
  readonly onDidChange = this.emitter.event;

  /** The page in the active editor. */
  get front(): ModelPage | undefined {
    return [...this.pages].find(({ panel }) => panel.active);
  }

  /** Adds a page until its editor is closed. */
  add(page: ModelPage): void {
    this.pages.add(page);
    const listening = [
      page.panel.onDidChangeViewState(() => this.emitter.fire()),
      page.document.onDidChange(() => this.changed(page)),
    ];
    page.panel.onDidDispose(() => {
      this.pages.delete(page);
      vscode.Disposable.from(...listening).dispose();
      this.emitter.fire();
    });
    this.changed(page);
  }

  select(page: ModelPage, nodes: readonly string[]): void {
    page.selected = nodes;
    this.changed(page);
  }

  dispose(): void {
    this.emitter.dispose();
  }

  private changed({ panel }: ModelPage): void {
    if (panel.active) this.emitter.fire();
  }
}
