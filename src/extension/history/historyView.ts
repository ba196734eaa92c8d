import * as vscode from 'vscode';
import { Throttle } from '../../protocol/throttle.ts';
import type { ViewId } from '../contributions/views.ts';
import { say } from '../texts.ts';
import type { HistoryNode } from './historyNode.ts';
import type { JobHistory } from './jobHistory.ts';
import type { HistoryItems } from './historyItems.ts';

/** Milliseconds between two looks at how far jobs are. */
const interval = 500;

/** What was done with models in this workspace, and what goes on. What makes its lines is loaded when it is first seen. */
export class HistoryView implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<HistoryNode | undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: vscode.TreeView<HistoryNode>;
  private readonly listening: vscode.Disposable;
  private items: Promise<HistoryItems> | undefined;
  private readonly changed = new Throttle(interval / 5, () => this.emitter.fire(undefined));
  private readonly progressed = new Throttle(interval, () => void this.tellProgress());

  constructor(
    id: ViewId,
    private readonly history: JobHistory,
  ) {
    this.view = vscode.window.createTreeView(id, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.listening = vscode.Disposable.from(
      history.onDidChange(() => this.changed.ask()),
      history.onDidProgress(() => this.progressed.ask()),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.changed.ask();
      }),
    );
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    const items = await this.load();
    if (node === undefined) this.showBadge();
    return [...(await items.children(node))];
  }

  async getTreeItem(node: HistoryNode): Promise<vscode.TreeItem> {
    return (await this.load()).item(node);
  }

  dispose(): void {
    this.changed.stop();
    this.progressed.stop();
    this.listening.dispose();
    this.view.dispose();
    this.emitter.dispose();
  }

  private async load(): Promise<HistoryItems> {
    this.items ??= import('./historyItems.ts').then(async ({ HistoryItems }) => HistoryItems.of(this.history));
    return this.items;
  }

  /** Only the lines of jobs that run are made anew. */
  private async tellProgress(): Promise<void> {
    if (!this.view.visible) return;
    for (const node of (await this.load()).running) this.emitter.fire(node);
  }

  private showBadge(): void {
    const { length } = this.history.live;
    this.view.badge =
      length === 0 ? undefined : { value: length, tooltip: say('history.badge', { count: String(length) }) };
  }
}
