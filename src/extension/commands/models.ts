import path from 'node:path';
import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';
import { say } from '../texts.ts';

/** More models than anybody picks from a list. */
const listLimit = 1000;

/**
 * The models a command is about: those it was called on, else the one in the active editor, else one that is picked.
 * @param clicked what VS Code gives the handler of a menu: the item, and all that are selected with it
 * @returns paths; empty where the person left without choosing
 * @throws UserError where a model is not on a disk
 */
export async function modelsFor(clicked: readonly unknown[]): Promise<readonly string[]> {
  const [one, all] = clicked;
  const selected = Array.isArray(all) ? all.filter((each) => each instanceof vscode.Uri) : [];
  if (selected.length > 0) return selected.filter(isModel).map(pathOf);
  if (one instanceof vscode.Uri) return [pathOf(one)];
  const active = activeModel();
  const uri = active ?? (await pickModel());
  return uri === undefined ? [] : [pathOf(uri)];
}

/** @throws UserError where it is not on a disk */
function pathOf(uri: vscode.Uri): string {
  if (uri.scheme !== 'file') throw userError('extension.not-on-disk', { file: path.posix.basename(uri.path) });
  return uri.fsPath;
}

/** Whether a file is a model by its name. */
export function isModel(uri: vscode.Uri): boolean {
  return /\.onnx$/i.test(uri.path);
}

/** The model in the editor that is in front. */
export function activeModel(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  return uri !== undefined && isModel(uri) ? uri : undefined;
}

/**
 * A model of the workspace, or from elsewhere, that the person picks; undefined where they leave.
 * @param title the question
 * @param besides a model that is not offered
 */
export async function pickModel(
  title = say('extension.pick-model', {}),
  besides?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/*.onnx', '**/node_modules/**', listLimit);
  if (found.length === 0) return offerOthers();
  const browse = { label: `$(folder-opened) ${say('extension.browse', {})}`, uri: undefined };
  const items = found
    .filter((uri) => uri.toString() !== besides?.toString())
    .sort((a, b) => a.path.localeCompare(b.path))
    .map((uri) => ({
      label: path.posix.basename(uri.path),
      description: path.posix.dirname(vscode.workspace.asRelativePath(uri)),
      uri,
    }));
  const chosen = await vscode.window.showQuickPick([...items, browse], {
    title,
    matchOnDescription: true,
  });
  return chosen === undefined ? undefined : (chosen.uri ?? browseModel());
}

async function offerOthers(): Promise<vscode.Uri | undefined> {
  const browse = say('extension.browse', {});
  const sample = say('contribution.command.open-sample', {});
  const chosen = await vscode.window.showInformationMessage(say('extension.no-model', {}), browse, sample);
  if (chosen === browse) return browseModel();
  if (chosen === sample) await vscode.commands.executeCommand('whittle.openSample');
  return undefined;
}

async function browseModel(): Promise<vscode.Uri | undefined> {
  const filters = { [say('quantize.models', {})]: ['onnx'] };
  const [chosen] = (await vscode.window.showOpenDialog({ title: say('extension.pick-model', {}), filters })) ?? [];
  return chosen;
}
