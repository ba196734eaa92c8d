import path from 'node:path';
import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';

/** Whether a file is a recipe by its name. */
export function isRecipe(uri: vscode.Uri): boolean {
  return /\.whittle\.json$/i.test(uri.path);
}

/** Whether a file is a report by its name. */
export function isReport(uri: vscode.Uri): boolean {
  return /\.whittle-report\.json$/i.test(uri.path);
}

/**
 * The files that a command is about: those that it was called on, else the one in the editor in front.
 * @param clicked what VS Code gives the handler of a menu: the item, and all that are selected with it
 */
export function clickedFiles(clicked: readonly unknown[]): readonly vscode.Uri[] {
  const [one, all] = clicked;
  const selected = Array.isArray(all) ? all.filter((each) => each instanceof vscode.Uri) : [];
  if (selected.length > 0) return selected;
  if (one instanceof vscode.Uri) return [one];
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? [input.uri] : [];
}

/** @throws UserError where a file is not on a disk */
export function pathOf(uri: vscode.Uri): string {
  if (uri.scheme !== 'file') throw userError('extension.not-on-disk', { file: path.posix.basename(uri.path) });
  return uri.fsPath;
}
