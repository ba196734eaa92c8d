import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import { showModel } from '../editor/showModel.ts';
import { say, sayMessage } from '../texts.ts';
import type { Outcome } from './outcomeOf.ts';

/** Shows what came of one job or several, with what a person may want to do next. */
export async function showOutcomes(outcomes: readonly Outcome[]): Promise<void> {
  const [first] = outcomes;
  if (first === undefined) return;
  const lines = outcomes.map(({ text }) => text).reduce((line, text) => message('outcome.and', { line, text }));
  const text = outcomes.length === 1 ? lines : message('outcome.many', { count: outcomes.length, outcomes: lines });
  const show = outcomes.some(({ belowFloor }) => belowFloor)
    ? vscode.window.showWarningMessage
    : vscode.window.showInformationMessage;
  const [open, report, reveal] = [say('outcome.open', {}), say('outcome.show-report', {}), say('outcome.reveal', {})];
  const save = say('recipes.save', {});
  const offersRecipe = outcomes.length === 1 && !first.byRecipe;
  const chosen = await show(sayMessage(text), open, report, reveal, ...(offersRecipe ? [save] : []));
  for (const outcome of outcomes) {
    const output = vscode.Uri.file(outcome.output);
    if (chosen === open) await showModel(output);
    if (chosen === report) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(outcome.reportFile));
    if (chosen === save)
      await vscode.commands.executeCommand('whittle.saveRecipe', vscode.Uri.file(outcome.reportFile));
    if (chosen === reveal) await vscode.commands.executeCommand('revealInExplorer', output);
  }
}
