import * as vscode from 'vscode';
import type { EditorId } from '../contributions/editors.ts';

/** Opens a model in its editor, in a tab that stays when the next one is opened. */
export async function showModel(model: vscode.Uri): Promise<void> {
  const editor: EditorId = 'whittle.model';
  await vscode.commands.executeCommand('vscode.openWith', model, editor, { preview: false });
}
