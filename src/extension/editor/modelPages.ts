import * as vscode from 'vscode';
import type { ModelPageCommand } from '../../protocol/webview/modelCommands.ts';
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
  /** Those that hear what is said to them: a page that is hidden does not exist. */
  private readonly listening = new Set<ModelPage>();
  /** What the page of a model is to be told as soon as it is in front and hears. */
  private wanted: { readonly model: string; readonly notification: ModelPageSide['notification'] } | undefined;
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
      page.panel.onDidChangeViewState(() => {
        if (!page.panel.visible) this.listening.delete(page);
        this.deliver(page);
        this.emitter.fire();
      }),
      page.document.onDidChange(() => this.changed(page)),
    ];
    page.panel.onDidDispose(() => {
      this.pages.delete(page);
      this.listening.delete(page);
      vscode.Disposable.from(...listening).dispose();
      this.emitter.fire();
    });
    this.changed(page);
  }

  /** A page was built, and hears what is said to it from now on. */
  listens(page: ModelPage): void {
    this.listening.add(page);
    this.deliver(page);
  }

  /** Has the page of a model do something, as soon as there is one in front. */
  want(model: vscode.Uri, command: ModelPageCommand): void {
    this.tellSoon(model, { type: 'command', command });
  }

  /** Has the page of a model select and show nodes, by their ids, as soon as there is one in front. */
  wantSelected(model: vscode.Uri, nodes: readonly string[]): void {
    this.tellSoon(model, { type: 'select', nodes });
  }

  select(page: ModelPage, nodes: readonly string[]): void {
    page.selected = nodes;
    this.changed(page);
  }

  dispose(): void {
    this.emitter.dispose();
  }

  private tellSoon(model: vscode.Uri, notification: ModelPageSide['notification']): void {
    this.wanted = { model: model.toString(), notification };
    const { front } = this;
    if (front !== undefined) this.deliver(front);
  }

  private deliver(page: ModelPage): void {
    const { wanted } = this;
    if (wanted?.model !== page.document.uri.toString() || !page.panel.active || !this.listening.has(page)) return;
    this.wanted = undefined;
    page.notify(wanted.notification);
  }

  private changed({ panel }: ModelPage): void {
    if (panel.active) this.emitter.fire();
  }
}
