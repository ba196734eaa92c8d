import { message } from '../../protocol/messages/catalogue.ts';
import { methodOptions } from '../../protocol/options/method.ts';
import { mixedChoice, mixedOptions } from '../../protocol/options/mixed.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { QuantizePass } from '../../protocol/recipe.ts';
import type { Assembly } from '../options/assembly.ts';
import { UsageError } from '../options/usageError.ts';
import { renderReport } from '../render/report.ts';
import type { JobCommand } from './command.ts';
import { madeCode, makingJob, makingResults, makingSections } from './making.ts';

/** Which method, and its options. */
export const methodSection = {
  heading: 'cli.group-method',
  schemas: [methodOptions, quantizeStaticOptions, quantizeDynamicOptions],
} as const;

export const quantizeCommand: JobCommand<'compress'> = {
  name: 'quantize',
  help: 'cli.quantize',
  examples: 'cli.examples-quantize',
  sections: [methodSection, { heading: 'cli.group-mixed', schemas: [mixedChoice, mixedOptions] }, ...makingSections],
  job: (model, options) => makingJob(model, options, mixedPassOf(options) ?? passOf(options), 'int8'),
  outputs: makingResults,
  render: (result, { output }, style) => renderReport(result, output.path, style),
  exitCode: madeCode,
};

/** The pass that the method stands for, with the options that it has. */
export function passOf(options: Assembly): QuantizePass {
  const { method } = options.parse(methodOptions);
  return method === 'static'
    ? { pass: 'quantize-static', options: options.parse(quantizeStaticOptions) }
    : { pass: 'quantize-dynamic', options: options.parse(quantizeDynamicOptions) };
}

/**
 * The pass that searches for mixed precision, where it is asked for.
 * @throws UsageError where another method is asked for as well
 */
function mixedPassOf(options: Assembly): QuantizePass | undefined {
  if (!options.parse(mixedChoice).mixed) return undefined;
  if (options.parse(methodOptions).method !== 'static') {
    throw new UsageError(
      message('cli.option-invalid', { flag: 'mixed', reason: message('cli.mixed-static-only', {}) }),
    );
  }
  const [settings, search] = [options.parse(quantizeStaticOptions), options.parse(mixedOptions)];
  return { pass: 'quantize-mixed', options: settings, search };
}
