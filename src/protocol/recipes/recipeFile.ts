import * as z from 'zod';
import { dataOptions } from '../options/data.ts';
import { option } from '../options/option.ts';
import { runOptions } from '../options/run.ts';
import { verifyOptions } from '../options/verify.ts';
import { passes } from '../recipe.ts';

/** The version of the format that is written, and the latest that is read. */
export const recipeVersion = 1;

/**
 * The contents of a `*.whittle.json` file: passes in their order, and what a person wants with them wherever they are run. Paths are
 * relative to the file. What is left out is what it is on the command line and in the editor.
 */
export const recipeFile = z.strictObject({
  $schema: option(z.string().exactOptional(), { help: 'recipes.field-schema' }),
  version: option(z.literal(recipeVersion).exactOptional(), { help: 'recipes.field-version' }),
  name: option(z.string().exactOptional(), { help: 'recipes.field-name' }),
  description: option(z.string().exactOptional(), { help: 'recipes.field-description' }),
  passes: option(passes, { help: 'recipes.field-passes' }),
  data: option(dataOptions.exactOptional(), { help: 'recipes.field-data' }),
  verify: option(verifyOptions.exactOptional(), { help: 'recipes.field-verify' }),
  run: option(runOptions.exactOptional(), { help: 'recipes.field-run' }),
});

/** A recipe as it is written: without the defaults of what it leaves out, so that who runs it may have their own. */
export type RecipeFile = z.input<typeof recipeFile>;

/** How the file of a recipe is called. */
export const recipeExtension = '.whittle.json';
