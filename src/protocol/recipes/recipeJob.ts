import type { JobOf } from '../job.ts';
import type { DataOptions } from '../options/data.ts';
import { type OutputOptions, outputOptions } from '../options/output.ts';
import { runOptions } from '../options/run.ts';
import { verifyOptions } from '../options/verify.ts';
import { recipe as recipeSchema } from '../recipe.ts';
import type { OpenedRecipe } from './openRecipe.ts';
import type { RecipeFile } from './recipeFile.ts';
import { samplesNeed } from './samplesNeed.ts';

/** What else is wanted when a recipe is run. */
export interface RecipeWishes {
  readonly output: Partial<OutputOptions> & { readonly path: string };
  /** Instead of what the recipe says. */
  readonly data?: DataOptions;
  readonly verify?: RecipeFile['verify'];
  readonly run?: RecipeFile['run'];
  /** Where the recipe says nothing. */
  readonly usual?: Pick<RecipeFile, 'verify' | 'run'>;
}

/** The job that does to a model what a recipe says. */
export function recipeJob(
  { recipe, source }: OpenedRecipe,
  model: string,
  { output, data = recipe.data, verify, run, usual }: RecipeWishes,
): JobOf<'compress'> {
  return {
    ...{ kind: 'compress', model, recipe: recipeSchema.parse({ passes: recipe.passes }), recipeFile: source },
    ...(data !== undefined && { data }),
    output: outputOptions.required({ path: true }).parse(output),
    verify: verifyOptions.parse({ ...usual?.verify, ...recipe.verify, ...verify }),
    run: runOptions.parse({ ...usual?.run, ...recipe.run, ...run }),
  };
}

/** Whether a recipe cannot be run without samples. */
export function needsData({ passes }: Pick<RecipeFile, 'passes'>): boolean {
  return recipeSchema.parse({ passes }).passes.some((pass) => samplesNeed(pass) === 'needed');
}
