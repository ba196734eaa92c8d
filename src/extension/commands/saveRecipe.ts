import path from 'node:path';
import * as vscode from 'vscode';
import { relativeTo, resolvedFrom, withPaths } from '../../protocol/recipes/paths.ts';
import { recipeOfReport } from '../../protocol/recipes/recipeNames.ts';
import { recipeOf, recipeText } from '../../protocol/recipes/recipeOf.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { isBenchmark, readStoredReport } from '../../protocol/result/readReport.ts';
import { userError } from '../../protocol/userError.ts';
import { pickReport } from '../recipes/picks.ts';
import { clickedFiles, isReport, pathOf } from '../recipes/recipeFiles.ts';
import { say } from '../texts.ts';

/**
 * Writes the recipe that makes the model of a report again, where the person says, and shows it.
 * @throws UserError where the report cannot be read or is that of a benchmark, or the recipe cannot be written
 */
export async function saveRecipe(clicked: readonly unknown[]): Promise<void> {
  const report = clickedFiles(clicked).find(isReport) ?? (await pickReport());
  if (report === undefined) return;
  const recipe = await recipeIn(report);
  const target = await vscode.window.showSaveDialog({
    title: say('recipes.save-title', {}),
    defaultUri: vscode.Uri.file(recipeOfReport(pathOf(report))),
    filters: { [say('recipes.files', {})]: ['json'] },
  });
  if (target === undefined) return;
  const file = pathOf(target);
  const text = recipeText(withPaths(recipe, relativeTo(path.dirname(file))));
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text)).then(undefined, (cause: unknown) => {
    throw userError('onnx.write-failed', { file: path.basename(file), reason: reasonOf(cause) }, { cause });
  });
  await vscode.window.showTextDocument(target);
}

/** The recipe of a report, its paths absolute. */
async function recipeIn(report: vscode.Uri) {
  const file = pathOf(report);
  const bytes = await vscode.workspace.fs.readFile(report).then(undefined, (cause: unknown) => {
    throw userError('recipes.report-unreadable', { file: path.basename(file), reason: reasonOf(cause) }, { cause });
  });
  const stored = readStoredReport(new TextDecoder().decode(bytes), path.basename(file));
  if (isBenchmark(stored)) throw userError('recipes.from-benchmark', { file: path.basename(file) });
  return withPaths(recipeOf(stored), resolvedFrom(path.dirname(file)));
}
