import path from 'node:path';
import { message } from '../../protocol/messages/wording.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { defaultReport } from '../../protocol/outputName.ts';
import { recipeOutput } from '../../protocol/recipes/recipeNames.ts';
import type { TaskCommand } from '../contributions/tasks.ts';
import { fileArgument } from './taskArguments.ts';

/** What is in a folder of the workspace, by paths from there, with slashes. */
export interface FolderContents {
  readonly recipes: readonly string[];
  readonly models: readonly string[];
  readonly reports: readonly string[];
}

/** A task that is offered without anybody having written it down. */
export interface OfferedTask {
  readonly definition: {
    readonly command: TaskCommand;
    readonly recipe?: string;
    readonly models: readonly string[];
  };
  readonly name: Message;
  readonly detail: Message;
}

/** Tasks are offered in a list that nobody reads to its end. */
const most = { recipes: 20, modelsOfRecipe: 10, benchmarks: 20, variants: 10 };

/**
 * Each recipe on the models beside it, or on any where there are none; each model measured beside what was made of it. What Whittle
 * made, which is what a report lies beside, is no model to begin with.
 */
export function offeredTasks({ recipes, models, reports }: FolderContents): readonly OfferedTask[] {
  const reported = new Set(reports);
  const made = new Set(models.filter((model) => reported.has(defaultReport(model))));
  const originals = models.filter((model) => !made.has(model)).sort();
  return [
    ...[...recipes]
      .sort()
      .slice(0, most.recipes)
      .flatMap((recipe) => runs(recipe, originals)),
    ...originals.slice(0, most.benchmarks).map((model) => benchmark(model, [...made].sort())),
  ];
}

function runs(recipe: string, originals: readonly string[]): readonly OfferedTask[] {
  const beside = originals.filter((model) => isBeside(model, recipe));
  return (beside.length > 0 ? beside : originals).slice(0, most.modelsOfRecipe).map((model) => ({
    definition: { command: 'run', recipe: fileArgument(recipe), models: [fileArgument(model)] },
    name: message('recipes.task-run', { recipe, model }),
    detail: message('recipes.task-run-detail', { output: recipeOutput(model, recipe) }),
  }));
}

function benchmark(model: string, made: readonly string[]): OfferedTask {
  const stem = model.replace(/\.onnx$/i, '');
  const variants = made.filter((each) => each.startsWith(`${stem}.`)).slice(0, most.variants);
  const models = [model, ...variants];
  return {
    definition: { command: 'bench', models: models.map(fileArgument) },
    name: message('recipes.task-bench', { model }),
    detail: message('recipes.task-bench-detail', {
      models: models.map((each) => path.posix.basename(each)).join(', '),
    }),
  };
}

function isBeside(one: string, other: string): boolean {
  return path.posix.dirname(one) === path.posix.dirname(other);
}
