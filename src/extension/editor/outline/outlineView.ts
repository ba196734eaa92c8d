import * as vscode from 'vscode';
import type { ViewId } from '../../contributions/views.ts';
import type { ModelDocument } from '../modelDocument.ts';
import type { ModelPage, ModelPages } from '../modelPages.ts';
import type { Outline } from './outline.ts';
import type { OutlineItem } from './outlineItem.ts';

const icons = {
  graph: 'type-hierarchy',
  function: 'symbol-function',
  subgraph: 'type-hierarchy-sub',
  module: 'layers',
  node: 'symbol-method',
} as const satisfies Record<OutlineItem['kind'], string>;

/** What the view shows: the outline of a model as it was at one time. */
interface Shown {
  readonly document: ModelDocument;
  readonly version: number;
  readonly outline: Promise<Outline | undefined>;
}

/** The outline of the model in front: what is chosen in it is selected on the page, and the other way round. */
export class OutlineView implements vscode.TreeDataProvider<OutlineItem>, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly view: vscode.TreeView<OutlineItem>;
  private readonly listening: vscode.Disposable;
  private shown: Shown | undefined;

  constructor(
    id: ViewId,
    private readonly pages: ModelPages,
  ) {
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true });
    this.listening = vscode.Disposable.from(
      pages.onDidChange(() => void this.follow()),
      this.view.onDidChangeVisibility(() => void this.follow()),
      this.view.onDidChangeSelection(({ selection }) => void this.choose(selection)),
    );
  }

  async getChildren(item?: OutlineItem): Promise<OutlineItem[]> {
    const outline = await this.shown?.outline;
    return [...(outline?.children(item) ?? [])];
  }

  getParent(item: OutlineItem): OutlineItem | undefined {
    return item.parent;
  }

  async getTreeItem(item: OutlineItem): Promise<vscode.TreeItem> {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const { label, description, kind } = item;
    const outline = await this.shown?.outline;
    const tree = new vscode.TreeItem(label, outline?.hasChildren(item) === true ? Collapsed : None);
    tree.iconPath = new vscode.ThemeIcon(icons[kind]);
    if (description !== '') tree.description = description;
    return tree;
  }

  dispose(): void {
    this.listening.dispose();
    this.view.dispose();
    this.emitter.dispose();
  }

  /** Shows the model in front and what is selected in it. While nobody sees the tree, nothing is made. */
  private async follow(): Promise<void> {
    const { front } = this.pages;
    if (!this.view.visible || front === undefined) return;
    const { document } = front;
    if (this.shown?.document !== document || this.shown.version !== document.changes) {
      this.shown = { document, version: document.changes, outline: outlineOf(document) };
      this.emitter.fire();
    }
    await this.reveal(front, await this.shown.outline);
  }

  private async reveal({ selected }: ModelPage, outline: Outline | undefined): Promise<void> {
    const [id, ...others] = selected;
    // Several nodes, as those of a module that was chosen here, leave the tree as it is.
    if (id === undefined || others.length > 0) return;
    const item = outline?.itemOf(id);
    if (item === undefined || this.view.selection.includes(item)) return;
    await this.view.reveal(item, { select: true, focus: false });
  }

  private async choose([item]: readonly OutlineItem[]): Promise<void> {
    const { front } = this.pages;
    const outline = await this.shown?.outline;
    if (item === undefined || front === undefined || outline === undefined || item.kind === 'graph') return;
    const nodes = outline.nodesIn(item);
    // What the page selected itself comes back from the tree.
    if (nodes.length === front.selected.length && nodes.every((node, index) => node === front.selected[index])) return;
    front.notify({ type: 'select', nodes });
  }
}

/** The outline of a model; none where it cannot be read, which its page tells. */
async function outlineOf(document: ModelDocument): Promise<Outline | undefined> {
  const structure = await document.structure().catch(() => undefined);
  if (structure === undefined) return undefined;
  // Loaded with the first outline that is looked at.
  const { Outline } = await import('./outline.ts');
  return Outline.of(structure);
}
