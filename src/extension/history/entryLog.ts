import * as vscode from 'vscode';
import { formatSeconds } from '../../protocol/quantity.ts';
import { say, sayMessage } from '../texts.ts';
import { linesBeforeCut } from './boundedLog.ts';
import type { HistoryEntry } from './historyEntry.ts';
import { entryTitle } from './nodeContent.ts';

/** Shows what a job said while it ran, as a text that may be saved. */
export async function showEntryLog(entry: HistoryEntry): Promise<void> {
  const { log, logLeftOut, warnings, headline } = entry;
  const lines = log.map(({ seconds, text }) => `${formatSeconds(seconds).padStart(9)}  ${sayMessage(text)}`);
  if (logLeftOut > 0) lines.splice(linesBeforeCut, 0, say('history.log-left-out', { count: logLeftOut }));
  const content = [
    say('history.log-title', { job: entryTitle(entry) }),
    entry.began,
    '',
    ...lines,
    ...(headline === undefined && warnings.length === 0 ? [] : ['']),
    ...(headline === undefined ? [] : [sayMessage(headline)]),
    ...warnings.map(sayMessage),
    '',
  ].join('\n');
  const document = await vscode.workspace.openTextDocument({ content, language: 'log' });
  await vscode.window.showTextDocument(document, { preview: true });
}
