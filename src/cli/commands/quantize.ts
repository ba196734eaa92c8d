import type * as z from 'zod';
import { type DataOptions, dataOptions } from '../../protocol/options/data.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { methodOptions } from '../../protocol/options/method.ts';
import { mixedChoice, mixedOptions } from '../../protocol/options/mixed.ts';
import { outputOptions } from '../../protocol/options/output.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import { defaultOutput } from '../../protocol/outputName.ts';
import type { Pass } from '../../protocol/recipe.ts';
import { isBelowFloor } from '../../protocol/result/belowFloor.ts';
import { exitCode } from '../exitCode.ts';
import type { Assembly } from '../options/assembly.ts';
import { UsageError } from '../options/usageError.ts';
import { renderReport } from '../render/report.ts';
import type { JobCommand } from './command.ts';
import { optionalData } from './optionalData.ts';

/** Which method, and its options. */
export const methodSection = {
  heading: 'cli.group-method',
  schemas: [methodOptions, quantizeStaticOptions, quantizeDynamicOptions],
} as const;

export const quantizeCommand: JobCommand<'compress'> = {
  name: 'quantize',
  help: 'cli.quantize',
  examples: 'cli.examples-quantize',
  sections: [
    methodSection,
    { heading: 'cli.group-mixed', schemas: [mixedChoice, mixedOptions] },
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-output', schemas: [outputOptions] },
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
  render: (result, { output }, style) => renderReport(result, output.path, style),
  exitCode: ({ report }) => (isBelowFloor(report) ? exitCode.belowFloor : exitCode.success),
};

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
  const shared = without(data, ['kind', 'count', 'seed', 'distribution', 'integerRange']);
  const evaluation = options.parse(dataOptions, { ...shared, ...verify.evaluation });
  return { data: options.parse(dataOptions, without(data, ['labels'])), verify: { ...verify, evaluation } };
}

function without(settings: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
}
