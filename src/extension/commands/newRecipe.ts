import os from 'node:os';
import * as vscode from 'vscode';
import { recipeExtension } from '../../protocol/recipes/recipeFile.ts';
import { recipeSnippets } from '../../protocol/recipes/recipeSnippets.ts';
import { isThere } from '../files.ts';
import { say } from '../texts.ts';

/** Opens a recipe that is not saved yet, to be filled in. Its name tells the editor which schema it has. */
export async function newRecipe(): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await freeUntitled());
  await vscode.languages.setTextDocumentLanguage(document, 'json');
  const editor = await vscode.window.showTextDocument(document);
  const [first] = recipeSnippets;
  if (first === undefined || document.getText() !== '') return;
  await editor.insertSnippet(new vscode.SnippetString(JSON.stringify(first.body, undefined, 2)));
}

/** A name that no file has, in the folder that is open. */
async function freeUntitled(): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
  const name = say('recipes.new-name', {});
  for (let number = 1; ; number++) {
    const file = `${name}${number === 1 ? '' : `-${number}`}${recipeExtension}`;
    const uri = vscode.Uri.joinPath(folder ?? vscode.Uri.file(os.homedir()), file);
    const untitled = uri.with({ scheme: 'untitled' });
    const isOpen = vscode.workspace.textDocuments.some((each) => each.uri.toString() === untitled.toString());
    if (!isOpen && !(await isThere(uri))) return untitled;
  }
}
