import path from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import { openRecipe, type OpenedRecipe } from '../../protocol/recipes/openRecipe.ts';
import { needsData, recipeJob } from '../../protocol/recipes/recipeJob.ts';
import { recipeOutput } from '../../protocol/recipes/recipeNames.ts';
import { userError } from '../../protocol/userError.ts';
import { showFailure } from '../jobs/failure.ts';
import { showOutcomes } from '../jobs/outcome.ts';
import { outcomeOf } from '../jobs/outcomeOf.ts';
import { freeName } from '../quantize/freeOutput.ts';
import { jobSettings } from '../quantize/jobSettings.ts';
import { pickModels, pickRecipe } from '../recipes/picks.ts';
import { clickedFiles, isRecipe, pathOf } from '../recipes/recipeFiles.ts';
import { isModel } from './models.ts';
import type { Services } from './services.ts';

/**
 * Does to models what a recipe says: to those that were clicked on by a recipe that is asked for, or by the one that was clicked on to
 * those that are asked for.
 * @throws UserError where the recipe cannot be read, lacks data, or a file is not on a disk
 */
export async function runRecipe(services: Services, clicked: readonly unknown[]): Promise<void> {
  const files = clickedFiles(clicked);
  const models = files.filter(isModel).map(pathOf);
  const recipe = files.find(isRecipe) ?? (await pickRecipe());
  if (recipe === undefined) return;
  const opened = await openSaved(recipe);
  if (opened.recipe.data === undefined && needsData(opened.recipe)) {
    throw userError('recipes.data-missing', { file: path.basename(opened.source.path) });
  }
  const chosen = models.length > 0 ? models : (await pickModels(recipe)).map(pathOf);
  const outcomes = await Promise.all(chosen.map(async (model) => runOne(opened, model, services)));
  await showOutcomes(outcomes.flatMap((outcome) => (outcome === undefined ? [] : [outcome])));
}

/** What is run is what is seen: an editor with changes is saved first, as before a task. */
async function openSaved(recipe: vscode.Uri): Promise<OpenedRecipe> {
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === recipe.toString());
  if (document?.isDirty === true) await document.save();
  return openRecipe(pathOf(recipe));
}

async function runOne(opened: OpenedRecipe, model: string, { runner, log }: Services) {
  const { path: recipe, name = path.basename(recipe) } = opened.source;
  const title = message('recipes.job', { recipe: name, file: path.basename(model) });
  const { threads, ...verify } = jobSettings();
  const output = freeName(recipeOutput(model, recipe));
  const usual = { verify, ...(threads !== undefined && { run: { threads } }) };
  try {
    const job = recipeJob(opened, model, { output: { path: output }, usual });
    const { report, reportFile } = await runner.run<'compress'>(title, job);
    return outcomeOf(report, reportFile, output);
  } catch (error) {
    showFailure(error, title, log);
    return undefined;
  }
}
