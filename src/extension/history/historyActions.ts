import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';
import type { Services } from '../commands/services.ts';
import type { HistoryCommandId } from '../contributions/historyCommands.ts';
import { showModel } from '../editor/showModel.ts';
import { say } from '../texts.ts';
import { fileOf, type FileRole, type HistoryEntry } from './historyEntry.ts';
import type { HistoryNode } from './historyNode.ts';
import { repeat } from './repeat.ts';
import { showEntryLog } from './entryLog.ts';

type Action = (services: Services, entries: readonly HistoryEntry[], nodes: readonly HistoryNode[]) => unknown;

const actions: Readonly<Record<HistoryCommandId, Action>> = {
  'whittle.history.open': async (_, entries) => openModels(entries, 'result'),
  'whittle.history.openModel': async (_, entries) => openModels(entries, 'model'),
  'whittle.history.openReport': async (_, entries) => {
    for (const file of filesOf(entries, 'report')) await vscode.commands.executeCommand('vscode.open', existing(file));
  },
  'whittle.history.repeat': async (services, entries) => {
    for (const entry of entries) await repeat(services, entry);
  },
  'whittle.history.compare': async (_, entries) => {
    const [before, after, ...more] = modelsToCompare(entries);
    if (before === undefined || after === undefined || more.length > 0) throw userError('history.two-needed', {});
    await vscode.commands.executeCommand('whittle.compareModels', existing(before), existing(after));
  },
  'whittle.history.benchmark': async (_, entries) => {
    const models = [...new Set(entries.flatMap(modelsOf))].filter((file) => existsSync(file));
    const uris = models.map((file) => vscode.Uri.file(file));
    if (uris.length === 0)
      throw userError('history.file-gone', { file: path.basename(entries.flatMap(modelsOf)[0] ?? '') });
    await vscode.commands.executeCommand('whittle.benchmark', uris[0], uris);
  },
  'whittle.history.showLog': async (_, entries) => {
    for (const entry of entries) await showEntryLog(entry);
  },
  'whittle.history.remove': async ({ history }, entries) => {
    const recorder = await history.recorder();
    await recorder.remove(entries.map(({ id }) => id)).finally(() => history.changed());
  },
  'whittle.history.cancel': (_, __, nodes) => {
    for (const node of nodes) if (node.kind === 'live') node.live.queued.cancel();
  },
  'whittle.history.clear': async ({ history }) => {
    const clear = say('history.clear', {});
    const question = say('history.clear-question', {});
    if ((await vscode.window.showWarningMessage(question, { modal: true }, clear)) !== clear) return;
    const recorder = await history.recorder();
    await recorder.clear().finally(() => history.changed());
  },
};

/**
 * Does something with the history, or with the lines of it that were chosen.
 * @param clicked what VS Code gives the handler of a menu of a tree: the line, and all that are selected with it
 * @throws UserError where a file is gone, or the disk refuses
 */
export async function actOnHistory(
  id: HistoryCommandId,
  services: Services,
  clicked: readonly unknown[],
): Promise<void> {
  const [one, all] = clicked;
  const nodes = (Array.isArray(all) ? all : one === undefined ? [] : [one]) as readonly HistoryNode[];
  const entries = nodes.flatMap((node) => (node.kind === 'entry' ? [node.entry] : []));
  await actions[id](services, entries, nodes);
}

async function openModels(entries: readonly HistoryEntry[], role: FileRole): Promise<void> {
  for (const file of filesOf(entries, role)) await showModel(existing(file));
}

function filesOf(entries: readonly HistoryEntry[], role: FileRole): readonly string[] {
  return [...new Set(entries.flatMap((entry) => fileOf(entry, role) ?? []))];
}

/** Of one entry its result and what it was made from; of two, the result of each. */
function modelsToCompare(entries: readonly HistoryEntry[]): readonly string[] {
  const [one, ...others] = entries;
  if (one === undefined) return [];
  if (others.length > 0) return entries.map((entry) => latestModel(entry));
  const model = fileOf(one, 'model');
  return model === undefined ? [] : [model, latestModel(one)];
}

/** What a job led to: the model that it made, else the one that it was about. */
function latestModel(entry: HistoryEntry): string {
  return fileOf(entry, 'result') ?? fileOf(entry, 'variant') ?? fileOf(entry, 'model') ?? '';
}

function modelsOf({ files }: HistoryEntry): readonly string[] {
  return files.flatMap(({ role, path: file }) => (role === 'report' ? [] : [file]));
}

/** @throws UserError where it is no longer there */
function existing(file: string): vscode.Uri {
  if (!existsSync(file)) throw userError('history.file-gone', { file: path.basename(file) });
  return vscode.Uri.file(file);
}
