import path from 'node:path';
import * as vscode from 'vscode';
import { isModel, pickModel } from '../commands/models.ts';
import { say } from '../texts.ts';

/** More files than anybody picks from a list. */
const listLimit = 1000;
const nowhere = '**/node_modules/**';

interface FileItem extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** A recipe of the workspace, or from elsewhere, that the person picks; undefined where they leave, or make a new one. */
export async function pickRecipe(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/*.whittle.json', nowhere, listLimit);
  const [create, browse] = [say('recipes.new', {}), say('recipes.browse', {})];
  if (found.length === 0) {
    const chosen = await vscode.window.showInformationMessage(say('recipes.no-recipe', {}), create, browse);
    if (chosen === create) await vscode.commands.executeCommand('whittle.newRecipe');
    return chosen === browse ? browseRecipe() : undefined;
  }
  const others = [{ label: `$(folder-opened) ${browse}`, uri: undefined }];
  const title = say('recipes.pick-recipe', {});
  const chosen = await vscode.window.showQuickPick([...fileItems(found), ...others], {
    title,
    matchOnDescription: true,
  });
  return chosen === undefined ? undefined : (chosen.uri ?? browseRecipe());
}

/** Models of the workspace that a recipe is to be run on; none where the person leaves. Those beside it come first. */
export async function pickModels(recipe: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const found = (await vscode.workspace.findFiles('**/*.onnx', nowhere, listLimit)).filter(isModel);
  const title = say('recipes.pick-models', { recipe: path.posix.basename(recipe.path) });
  if (found.length === 0) {
    const model = await pickModel(title);
    return model === undefined ? [] : [model];
  }
  const isBeside = ({ uri }: FileItem): boolean => path.posix.dirname(uri.path) === path.posix.dirname(recipe.path);
  const items = fileItems(found);
  const ordered = [...items.filter(isBeside), ...items.filter((each) => !isBeside(each))];
  const picked = await vscode.window.showQuickPick(
    ordered.map((each) => ({ ...each, picked: ordered.length === 1 })),
    { title, matchOnDescription: true, canPickMany: true },
  );
  return picked?.map(({ uri }) => uri) ?? [];
}

/** A report of the workspace that the person picks; undefined where they leave. */
export async function pickReport(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/*.whittle-report.json', nowhere, listLimit);
  const title = say('recipes.pick-report', {});
  if (found.length === 0) {
    const filters = { [say('recipes.reports', {})]: ['json'] };
    return (await vscode.window.showOpenDialog({ title, filters }))?.[0];
  }
  return (await vscode.window.showQuickPick(fileItems(found), { title, matchOnDescription: true }))?.uri;
}

async function browseRecipe(): Promise<vscode.Uri | undefined> {
  const filters = { [say('recipes.files', {})]: ['json'] };
  const [chosen] = (await vscode.window.showOpenDialog({ title: say('recipes.pick-recipe', {}), filters })) ?? [];
  return chosen;
}

function fileItems(found: readonly vscode.Uri[]): readonly FileItem[] {
  return [...found]
    .sort((a, b) => a.path.localeCompare(b.path))
    .map((uri) => ({
      label: path.posix.basename(uri.path),
      description: path.posix.dirname(vscode.workspace.asRelativePath(uri)),
      uri,
    }));
}
