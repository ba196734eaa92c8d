import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { formatBytes } from '../quantity.ts';
import { reasonOf } from '../reasonOf.ts';
import { userError } from '../userError.ts';
import { resolvedFrom, withPaths } from './paths.ts';
import { largestRecipe, readRecipe } from './readRecipe.ts';
import type { RecipeFile } from './recipeFile.ts';
import type { RecipeSource } from './recipeSource.ts';

/** A recipe and the file it is from. */
export interface OpenedRecipe {
  /** Its paths are absolute. */
  readonly recipe: RecipeFile;
  readonly source: RecipeSource;
}

/** Reads a recipe from its file. @throws UserError that says what is wrong with the file, and where */
export function openRecipe(file: string): OpenedRecipe {
  const bytes = bytesOf(file);
  const recipe = readRecipe(bytes.toString('utf8'), file);
  const { name } = recipe;
  return {
    recipe: withPaths(recipe, resolvedFrom(path.dirname(path.resolve(file)))),
    source: {
      ...{ path: path.resolve(file), sha256: createHash('sha256').update(bytes).digest('hex') },
      ...(name !== undefined && { name }),
    },
  };
}

function bytesOf(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > largestRecipe) throw userError('recipes.huge', { file, limit: formatBytes(largestRecipe) });
    return readFileSync(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw userError('recipes.unreadable', { file, reason: reasonOf(cause) }, { cause });
  }
}
