import path from 'node:path';
import * as z from 'zod';
import { type DataOptions, dataOptions } from '../../protocol/options/data.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { methodOptions } from '../../protocol/options/method.ts';
import { mixedChoice, mixedOptions } from '../../protocol/options/mixed.ts';
import { option } from '../../protocol/options/option.ts';
import { outputOptions } from '../../protocol/options/output.ts';
import { reportOutputs } from '../../protocol/options/reportOutputs.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import { defaultOutput } from '../../protocol/outputName.ts';
import type { Pass } from '../../protocol/recipe.ts';
import { relativeTo, resolvedFrom, withPaths } from '../../protocol/recipes/paths.ts';
import { recipeOf, recipeText } from '../../protocol/recipes/recipeOf.ts';
import { isBelowFloor } from '../../protocol/result/belowFloor.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { exitCode } from '../exitCode.ts';
import type { Assembly } from '../options/assembly.ts';
import { UsageError } from '../options/usageError.ts';
import { renderReport } from '../render/report.ts';
import { reportFiles } from '../reportFiles.ts';
import type { ResultFile } from '../resultFiles.ts';
import type { JobCommand } from './command.ts';
import { optionalData } from './optionalData.ts';

/** Which method, and its options. */
export const methodSection = {
  heading: 'cli.group-method',
  schemas: [methodOptions, quantizeStaticOptions, quantizeDynamicOptions],
} as const;

/** What the terminal does with the result. */
const quantizeOutputs = z.strictObject({
  saveRecipe: option(z.string().exactOptional(), { help: 'cli.save-recipe', value: 'file' }),
  json: option(z.boolean().default(false), { help: 'option.json' }),
});

export const quantizeCommand: JobCommand<'compress'> = {
  name: 'quantize',
  help: 'cli.quantize',
  examples: 'cli.examples-quantize',
  sections: [
    methodSection,
    { heading: 'cli.group-mixed', schemas: [mixedChoice, mixedOptions] },
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-output', schemas: [outputOptions, reportOutputs, quantizeOutputs] },
    { heading: 'cli.group-verify', schemas: [verifyOptions] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  job(model, options) {
    const output = options.parse(outputOptions);
    return {
      kind: 'compress',
      model,
      recipe: { passes: [mixedPassOf(options) ?? passOf(options)] },
      ...dataAndVerification(options),
      output: { ...output, path: output.path ?? defaultOutput(model) },
      run: options.parse(runOptions),
    };
  },
  outputs(options, job) {
    const { saveRecipe: file, json } = options.parse(quantizeOutputs);
    const recipes: readonly ResultFile<'compress'>[] =
      file === undefined ? [] : [{ path: file, text: (result) => savedRecipe(result, file) }];
    return { json, ...reportFiles(job, options.parse(reportOutputs), recipes) };
  },
  render: (result, { output }, style) => renderReport(result, output.path, style),
  exitCode: ({ report }) => (isBelowFloor(report) ? exitCode.belowFloor : exitCode.success),
};

/** The recipe that makes a result again, as the text of a file. */
function savedRecipe({ report, reportFile }: ResultOf<'compress'>, file: string): string {
  const recipe = withPaths(recipeOf(report), resolvedFrom(path.dirname(path.resolve(reportFile))));
  return recipeText(withPaths(recipe, relativeTo(path.dirname(path.resolve(file)))));
}

/** The pass that the method stands for, with the options that it has. */
export function passOf(options: Assembly): Pass {
  const { method } = options.parse(methodOptions);
  return method === 'static'
    ? { pass: 'quantize-static', options: options.parse(quantizeStaticOptions) }
    : { pass: 'quantize-dynamic', options: options.parse(quantizeDynamicOptions) };
}

/**
 * The pass that searches for mixed precision, where it is asked for.
 * @throws UsageError where another method is asked for as well
 */
function mixedPassOf(options: Assembly): Pass | undefined {
  if (!options.parse(mixedChoice).mixed) return undefined;
  if (options.parse(methodOptions).method !== 'static') {
    throw new UsageError(
      message('cli.option-invalid', { flag: 'mixed', reason: message('cli.mixed-static-only', {}) }),
    );
  }
  const [settings, search] = [options.parse(quantizeStaticOptions), options.parse(mixedOptions)];
  return { pass: 'quantize-mixed', options: settings, search };
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
