import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { format, message } from '../../protocol/messages/catalogue.ts';
import { option } from '../../protocol/options/option.ts';
import { requireApart, requireWritable, writeWhole } from '../../protocol/outputFile.ts';
import { relativeTo, resolvedFrom, withPaths } from '../../protocol/recipes/paths.ts';
import { recipeOfReport } from '../../protocol/recipes/recipeNames.ts';
import { recipeOf, recipeText } from '../../protocol/recipes/recipeOf.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { isBenchmark, readStoredReport } from '../../protocol/result/readReport.ts';
import { userError } from '../../protocol/userError.ts';
import { Assembly } from '../options/assembly.ts';
import { givenOptions } from '../options/declare.ts';
import { declareCommand } from './command.ts';

const recipeOutputs = z.strictObject({
  output: option(z.string().exactOptional(), { help: 'cli.recipe-output', short: 'o', value: 'file' }),
  force: option(z.boolean().default(false), { help: 'option.force' }),
});

/** Adds `whittle recipe`: from a report back to the recipe that makes its model again. */
export function addRecipeCommand(program: Command, tell: (text: string) => void): void {
  const added = declareCommand(program, {
    ...{ name: 'recipe', help: 'cli.recipe-command', examples: 'cli.examples-recipe', json: false },
    arguments: [{ name: 'report', help: 'cli.recipe-report' }],
    sections: [{ heading: 'cli.group-output', schemas: [recipeOutputs] }],
  });
  added.action((file: string) => {
    const { output, force } = new Assembly(givenOptions(added)).parse(recipeOutputs);
    const target = output ?? recipeOfReport(file);
    const report = reportIn(file);
    requireWritable(target, force);
    requireApart(target, [file]);
    const made = withPaths(recipeOf(report), resolvedFrom(path.dirname(path.resolve(file))));
    writeWhole(target, recipeText(withPaths(made, relativeTo(path.dirname(path.resolve(target))))));
    tell(`${format(message('cli.written', { file: target }))}\n`);
  });
}

function reportIn(file: string) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw userError('recipes.report-unreadable', { file, reason: reasonOf(cause) }, { cause });
  }
  const stored = readStoredReport(text, file);
  if (isBenchmark(stored)) throw userError('recipes.from-benchmark', { file });
  return stored;
}
