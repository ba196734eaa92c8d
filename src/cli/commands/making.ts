import path from 'node:path';
import * as z from 'zod';
import type { JobOf } from '../../protocol/job.ts';
import { type DataOptions, dataOptions } from '../../protocol/options/data.ts';
import { option } from '../../protocol/options/option.ts';
import { outputOptions } from '../../protocol/options/output.ts';
import { reportOutputs } from '../../protocol/options/reportOutputs.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import { defaultOutput, type OutputEnding } from '../../protocol/outputName.ts';
import type { Pass } from '../../protocol/recipe.ts';
import { relativeTo, resolvedFrom, withPaths } from '../../protocol/recipes/paths.ts';
import { recipeOf, recipeText } from '../../protocol/recipes/recipeOf.ts';
import { isBelowFloor } from '../../protocol/result/belowFloor.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { type ExitCode, exitCode } from '../exitCode.ts';
import type { Assembly } from '../options/assembly.ts';
import type { Section } from '../options/declare.ts';
import { reportFiles } from '../reportFiles.ts';
import type { ResultFile } from '../resultFiles.ts';
import type { Outputs } from './command.ts';
import { optionalData } from './optionalData.ts';

/** What the terminal does with the result. */
export const makingOutputs = z.strictObject({
  saveRecipe: option(z.string().exactOptional(), { help: 'cli.save-recipe', value: 'file' }),
  json: option(z.boolean().default(false), { help: 'option.json' }),
});

/** The options that all commands have that make a model by one pass. */
export const makingSections: readonly Section[] = [
  { heading: 'cli.group-data', schemas: [dataOptions] },
  { heading: 'cli.group-output', schemas: [outputOptions, reportOutputs, makingOutputs] },
  { heading: 'cli.group-verify', schemas: [verifyOptions] },
  { heading: 'cli.group-run', schemas: [runOptions] },
];

/** The job that makes a model by one pass. @throws UsageError where the options do not fit */
export function makingJob(model: string, options: Assembly, pass: Pass, ending: OutputEnding): JobOf<'compress'> {
  const output = options.parse(outputOptions);
  return {
    ...{ kind: 'compress', model, recipe: { passes: [pass] } },
    ...dataAndVerification(options),
    output: { ...output, path: output.path ?? defaultOutput(model, ending) },
    run: options.parse(runOptions),
  };
}

/** Where the result goes beside the terminal: report, recipe, JSON. @throws UsageError where the options do not fit */
export function makingResults(options: Assembly, job: JobOf<'compress'>): Outputs<'compress'> {
  const { saveRecipe: file, json } = options.parse(makingOutputs);
  const recipes: readonly ResultFile<'compress'>[] =
    file === undefined ? [] : [{ path: file, text: (result) => savedRecipe(result, file) }];
  return { json, ...reportFiles(job, options.parse(reportOutputs), recipes) };
}

/** With what the program ends when a model was made. */
export function madeCode({ report }: ResultOf<'compress'>): ExitCode {
  return isBelowFloor(report) ? exitCode.belowFloor : exitCode.success;
}

/** The recipe that makes a result again, as the text of a file. */
function savedRecipe({ report, reportFile }: ResultOf<'compress'>, file: string): string {
  const recipe = withPaths(recipeOf(report), resolvedFrom(path.dirname(path.resolve(reportFile))));
  return recipeText(withPaths(recipe, relativeTo(path.dirname(path.resolve(file)))));
}

interface DataAndVerification {
  readonly data?: DataOptions;
  readonly verify: z.output<typeof verifyOptions>;
}

/** Data for evaluation is read like that for calibration; labels belong to what is evaluated on. */
function dataAndVerification(options: Assembly): DataAndVerification {
  const verify = options.parse(verifyOptions);
  const { data } = optionalData(options);
  if (data === undefined) return { verify };
  if (verify.evaluation === undefined) return { data, verify };
  const evaluation = evaluationLike(data, verify.evaluation, options);
  return { data: options.parse(dataOptions, without(data, ['labels'])), verify: { ...verify, evaluation } };
}

/** Data to evaluate on, read like that for calibration. @throws UsageError where it cannot be */
export function evaluationLike(data: DataOptions, evaluation: DataOptions, options: Assembly): DataOptions {
  const shared = without(data, ['kind', 'count', 'seed', 'distribution', 'integerRange']);
  return options.parse(dataOptions, { ...shared, ...evaluation });
}

export function without(settings: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
}
