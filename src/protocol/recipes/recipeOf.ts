import type { DataOptions } from '../options/data.ts';
import type { RunOptions } from '../options/run.ts';
import type { VerifyOptions } from '../options/verify.ts';
import type { Pass } from '../recipe.ts';
import type { MixedFront } from '../result/mixed.ts';
import { takenPoint } from '../result/mixedTable.ts';
import { type RecipeFile, recipeVersion } from './recipeFile.ts';

/** What a report says of how its model was made. */
export interface Making {
  readonly recipe: { readonly passes: readonly Pass[] };
  readonly data?: DataOptions;
  readonly verify: VerifyOptions;
  readonly run: RunOptions;
  readonly mixed?: MixedFront;
}

/**
 * The recipe that makes a model again, its paths those of the report. A search depends on what was measured while it ran, so the plain
 * static pass that it came to stands in its place: with the same data that makes the same bytes.
 */
export function recipeOf({ recipe, data, verify, run, mixed }: Making): RecipeFile {
  const found = mixed === undefined ? undefined : takenPoint(mixed);
  return {
    version: recipeVersion,
    passes: recipe.passes.map((pass) =>
      pass.pass === 'quantize-mixed' ? { pass: 'quantize-static', options: found?.options ?? pass.options } : pass,
    ),
    ...(data !== undefined && { data }),
    verify,
    run,
  };
}

/** A recipe as the text of its file. */
export function recipeText(recipe: RecipeFile): string {
  return `${JSON.stringify(recipe, undefined, 2)}\n`;
}
