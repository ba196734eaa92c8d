import * as vscode from 'vscode';
import type { ModelPageCommand } from '../../protocol/webview/modelCommands.ts';
import type { ModelPages } from '../editor/modelPages.ts';
import { showModel } from '../editor/showModel.ts';
import { modelsFor } from './models.ts';

/**
 * Opens the first of the models that were clicked on, with the form that leads to a job.
 * @throws UserError where it is not on a disk
 */
export async function openForm(
  pages: ModelPages,
  form: Extract<ModelPageCommand, 'analyze' | 'prune'>,
  clicked: readonly unknown[],
): Promise<void> {
  const [model] = await modelsFor(clicked);
  if (model === undefined) return;
  const uri = vscode.Uri.file(model);
  pages.want(uri, form);
  await showModel(uri);
}
