import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { type DataOptions, dataOptions } from '../../protocol/options/data.ts';
import { type OutputOptions, outputOptions } from '../../protocol/options/output.ts';
import { reportOutputs } from '../../protocol/options/reportOutputs.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import { type OpenedRecipe, openRecipe } from '../../protocol/recipes/openRecipe.ts';
import type { RecipeFile } from '../../protocol/recipes/recipeFile.ts';
import { needsData, recipeJob } from '../../protocol/recipes/recipeJob.ts';
import { recipeOutput } from '../../protocol/recipes/recipeNames.ts';
import { userError } from '../../protocol/userError.ts';
import { Assembly } from '../options/assembly.ts';
import { givenOptions } from '../options/declare.ts';
import { UsageError } from '../options/usageError.ts';
import { reportFiles } from '../reportFiles.ts';
import { declareCommand, type JobCommand, type Outputs } from './command.ts';
import { optionalData } from './optionalData.ts';
import { evaluationLike, without } from './making.ts';
import { quantizeCommand } from './quantize.ts';

/** What is done with the jobs of a command that has one for each model. */
export type PerformEach = (
  command: JobCommand<'compress'>,
  jobs: readonly JobOf<'compress'>[],
  /** Of the only job where there is one; of several none has files of its own. */
  outputs: Outputs<'compress'>,
) => Promise<void>;

/** Adds `whittle run`: a recipe, on one model or several. */
export function addRunRecipe(program: Command, perform: PerformEach): void {
  const added = declareCommand(program, {
    ...{ name: 'run', help: 'cli.run', examples: 'cli.examples-run', json: true },
    arguments: [
      { name: 'recipe', help: 'cli.run-recipe' },
      { name: 'models...', help: 'cli.run-models' },
    ],
    sections: [
      { heading: 'cli.group-data', schemas: [dataOptions] },
      { heading: 'cli.group-output', schemas: [outputOptions, reportOutputs] },
      { heading: 'cli.group-verify', schemas: [verifyOptions] },
      { heading: 'cli.group-run', schemas: [runOptions] },
    ],
  });
  added.action(async (file: string, models: readonly string[]) => {
    const given = new Map(givenOptions(added));
    const json = given.delete('json');
    const options = new Assembly(given);
    const jobs = recipeJobs(file, models, options);
    const reports = options.parse(reportOutputs);
    if (jobs.length > 1) requireOneModel(reports);
    options.requireAllUsed();
    await perform(quantizeCommand, jobs, { json, ...reportFiles(jobs[0]!, reports) });
  });
}

/**
 * A job for each model. What is given on the command line wins over what the recipe says.
 * @throws UserError where the recipe cannot be read or lacks data; UsageError where options do not fit
 */
function recipeJobs(file: string, models: readonly string[], options: Assembly): readonly JobOf<'compress'>[] {
  const opened = openRecipe(file);
  const { data, verify, run } = wishes(opened, options);
  if (data === undefined && needsData(opened.recipe)) throw userError('cli.run-data-missing', { file });
  const outputs = outputsOf(file, models, options.parse(outputOptions));
  return models.map((model, index) =>
    recipeJob(opened, model, { output: outputs[index]!, verify, run, ...(data !== undefined && { data }) }),
  );
}

interface Wishes {
  readonly data?: DataOptions;
  readonly verify: Exclude<RecipeFile['verify'], undefined>;
  readonly run: Exclude<RecipeFile['run'], undefined>;
}

function wishes({ recipe }: OpenedRecipe, options: Assembly): Wishes {
  const { data } = dataFor(options, recipe.data);
  const { evaluation } = options.parse(verifyOptions);
  options.parse(runOptions);
  // As they were given: defaults would win over the recipe.
  const verify = (options.assemble(verifyOptions) ?? {}) as Wishes['verify'];
  const run = (options.assemble(runOptions) ?? {}) as Wishes['run'];
  if (data === undefined) return { verify, run };
  if (evaluation === undefined) return { data, verify, run };
  // Labels that are given belong to what the result is compared on, those of the recipe to its own data.
  const { labels } = (options.assemble(dataOptions) ?? {}) as { readonly labels?: object };
  const calibration = options.parse(dataOptions, without(data, ['labels']));
  const similar = { ...calibration, ...(labels !== undefined && { labels }) } as DataOptions;
  return { data: calibration, verify: { ...verify, evaluation: evaluationLike(similar, evaluation, options) }, run };
}

/** Another source of data takes the place of the recipe's; settings alone are changed in the recipe's. */
function dataFor(options: Assembly, own: DataOptions | undefined): { readonly data?: DataOptions } {
  const given = options.assemble(dataOptions) as Record<string, unknown> | undefined;
  if (own === undefined || given === undefined)
    return { ...(own !== undefined && { data: own }), ...optionalData(options) };
  const { kind, path: source, ...settings } = given;
  if (source !== undefined || kind !== 'auto') return optionalData(options);
  const inner = Object.entries(settings).map(([key, value]) => {
    const before: unknown = Object.hasOwn(own, key) ? own[key as keyof DataOptions] : undefined;
    return [key, isSettings(before) && isSettings(value) ? { ...before, ...value } : value] as const;
  });
  const changed = { ...own, ...Object.fromEntries(inner) };
  const unfit = dataOptions.safeParse(changed).error?.issues.find(({ code }) => code === 'unrecognized_keys');
  if (unfit?.code === 'unrecognized_keys') {
    const [place, keys] = [own.kind === 'synthetic' ? own.kind : own.path, unfit.keys.join(', ')];
    throw userError('recipe.settings-unfit', { path: place, kind: own.kind, keys });
  }
  return { data: options.parse(dataOptions, changed) };
}

function isSettings(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where each result goes: into the folder that was given, to the one file, or beside its model. */
function outputsOf(
  recipe: string,
  models: readonly string[],
  { path: target, ...output }: OutputOptions,
): readonly (OutputOptions & { readonly path: string })[] {
  const isFolder = target !== undefined && statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  if (models.length > 1) {
    if (target !== undefined && !isFolder) throw new UsageError(message('cli.run-one-output', { file: target }));
    requireOneModel({ report: output.report });
  }
  const paths = models.map((model) => {
    const usual = recipeOutput(model, recipe);
    return isFolder ? path.join(target, path.basename(usual)) : (target ?? usual);
  });
  const resolved = paths.map((each) => path.resolve(each));
  const doubled = resolved.findIndex((each, index) => resolved.indexOf(each) !== index);
  if (doubled >= 0) throw new UsageError(message('cli.run-doubled', { file: paths[doubled]! }));
  return paths.map((each) => ({ ...output, path: each }));
}

/** @throws UsageError where several models would be written about in one file */
function requireOneModel(files: Readonly<Record<string, string | undefined>>): void {
  const single = Object.keys(files).find((flag) => files[flag] !== undefined);
  if (single === undefined) return;
  throw new UsageError(message('cli.option-invalid', { flag: single, reason: message('cli.run-one-file', {}) }));
}
