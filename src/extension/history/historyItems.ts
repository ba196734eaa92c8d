import * as vscode from 'vscode';
import type { Message } from '../../protocol/messages/message.ts';
import { loadTexts, sayMessage } from '../texts.ts';
import { entryDetails } from './entryDetails.ts';
import type { HistoryNode } from './historyNode.ts';
import { rootNodes } from './historyTree.ts';
import type { JobHistory } from './jobHistory.ts';
import { type NodeContent, nodeContent } from './nodeContent.ts';
import type { Recorder } from './recorder.ts';

const states = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const satisfies Record<NodeContent['children'], vscode.TreeItemCollapsibleState>;

/** Characters of a line. */
const longest = 500;

/** The lines of the view, as VS Code takes them. */
export class HistoryItems {
  private live: readonly HistoryNode[] = [];

  private constructor(
    private readonly history: JobHistory,
    private readonly recorder: Recorder,
  ) {}

  static async of(history: JobHistory): Promise<HistoryItems> {
    await loadTexts();
    return new HistoryItems(history, await history.recorder());
  }

  /** The lines of jobs of this window, as they were made last. */
  get running(): readonly HistoryNode[] {
    return this.live;
  }

  async children(node?: HistoryNode): Promise<readonly HistoryNode[]> {
    if (node === undefined) {
      const kept = await this.recorder.kept();
      const nodes = rootNodes({ ...kept, live: this.history.live });
      this.live = nodes.filter(({ kind }) => kind === 'live');
      return nodes;
    }
    if (node.kind === 'day') return node.entries;
    if (node.kind === 'entry') return entryDetails(node.entry);
    return node.kind === 'detail' ? (node.children ?? []) : [];
  }

  item(node: HistoryNode): vscode.TreeItem {
    const content = nodeContent(node, { now: new Date(), language: vscode.env.language });
    const { id, label, description, tooltip, icon, color, children, context } = content;
    const item = new vscode.TreeItem(oneLine(label), states[children]);
    item.id = id;
    item.contextValue = context;
    if (description !== undefined) item.description = oneLine(description);
    if (tooltip !== undefined) {
      item.tooltip = markdown(tooltip);
      // How a job ended is seen by its icon only.
      item.accessibilityInformation = { label: [...new Set([label, ...tooltip].map(oneLine))].join(', ') };
    }
    if (icon !== undefined)
      item.iconPath = new vscode.ThemeIcon(icon, ...(color === undefined ? [] : [new vscode.ThemeColor(color)]));
    if (node.kind === 'detail' && node.file !== undefined) {
      item.command = { command: 'vscode.open', title: sayMessage(label), arguments: [vscode.Uri.file(node.file)] };
    }
    return item;
  }
}

/** Names of models, and texts from files, may have anything in them, and may be of any length. */
function oneLine(text: Message): string {
  const line = sayMessage(text)
    .slice(0, longest)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
  return line.length < longest ? line : `${line}…`;
}

/** A heading, and a paragraph for each line; what is in them is text, whatever it looks like. */
function markdown([heading, ...lines]: readonly Message[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  if (heading !== undefined) text.appendMarkdown('**').appendText(oneLine(heading)).appendMarkdown('**');
  for (const line of lines) text.appendMarkdown('\n\n').appendText(oneLine(line));
  return text;
}
