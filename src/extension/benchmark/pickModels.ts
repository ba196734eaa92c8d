import path from 'node:path';
import * as vscode from 'vscode';
import { say } from '../texts.ts';
import type { BenchmarkChoices } from './choices.ts';

/** More models than anybody picks from a list. */
const listLimit = 1000;

interface ModelItem extends vscode.QuickPickItem {
  /** Absent for the line that leads elsewhere. */
  readonly model?: string;
}

/** Asks which models are compared with the original; undefined where the person left. Models that lie beside it come first. */
export async function pickModels({ original, variants }: BenchmarkChoices): Promise<readonly string[] | undefined> {
  const found = await vscode.workspace.findFiles('**/*.onnx', '**/node_modules/**', listLimit);
  const onDisk = found.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
  const models = [...new Set([...variants, ...onDisk])].filter((model) => model !== original);
  const folder = path.dirname(original);
  const isBeside = (model: string): boolean => path.dirname(model) === folder;
  const sorted = models.sort((a, b) => Number(isBeside(b)) - Number(isBeside(a)) || a.localeCompare(b));
  const items: ModelItem[] = sorted.map((model) => ({
    label: path.basename(model),
    description: isBeside(model) ? '' : path.dirname(vscode.workspace.asRelativePath(model)),
    picked: variants.includes(model),
    model,
  }));
  const browse: ModelItem = { label: `$(folder-opened) ${say('extension.browse', {})}` };
  const picked = await vscode.window.showQuickPick([...items, browse], {
    ...{ title: say('history.bench-variants-title', { file: path.basename(original) }), matchOnDescription: true },
    canPickMany: true,
  });
  if (picked === undefined) return undefined;
  const chosen = picked.flatMap(({ model }) => model ?? []);
  const others = picked.includes(browse) ? await browseModels(original) : [];
  return [...new Set([...chosen, ...others])].filter((model) => model !== original);
}

async function browseModels(beside: string): Promise<readonly string[]> {
  const chosen = await vscode.window.showOpenDialog({
    defaultUri: vscode.Uri.file(path.dirname(beside)),
    canSelectMany: true,
    filters: { [say('quantize.models', {})]: ['onnx'] },
  });
  return (chosen ?? []).map(({ fsPath }) => fsPath);
}
