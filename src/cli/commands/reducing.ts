import * as z from 'zod';
import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import { option } from '../../protocol/options/option.ts';
import { runOptions } from '../../protocol/options/run.ts';
import type { OutputEnding } from '../../protocol/outputName.ts';
import type { ReducePass } from '../../protocol/recipe.ts';
import { exitCode } from '../exitCode.ts';
import type { Assembly } from '../options/assembly.ts';
import { renderPlan } from '../render/reduction.ts';
import { renderReport } from '../render/report.ts';
import type { JobCommand, Outputs } from './command.ts';
import { madeCode, makingJob, makingOutputs, makingResults } from './making.ts';
import { optionalData } from './optionalData.ts';

/** What a command that takes something away is, beside what all of them have. */
export interface Reducing extends Pick<JobCommand<Kind>, 'name' | 'help' | 'examples' | 'sections' | 'understand'> {
  readonly plan: z.ZodType<{ readonly plan: boolean }>;
  readonly ending: OutputEnding;
  /** @throws UsageError where the options do not fit */
  readonly passOf: (options: Assembly) => ReducePass;
}

type Kind = 'compress' | 'preview';

/** The choice to be told only what would go. @param help what the plan says */
export function planChoice(help: MessageCode) {
  return z.strictObject({ plan: option(z.boolean().default(false), { help }) });
}

/** A command that takes something away by one pass, or only says what would go. */
export function reducingCommand({ plan, ending, passOf, ...declared }: Reducing): JobCommand<Kind> {
  return {
    ...declared,
    job(model, options) {
      const pass = passOf(options);
      if (!options.parse(plan).plan) return makingJob(model, options, pass, ending);
      return { kind: 'preview', model, pass, ...optionalData(options), run: options.parse(runOptions) };
    },
    outputs(options, job) {
      if (job.kind === 'compress') return forMade(makingResults(options, job));
      return { json: options.parse(makingOutputs.pick({ json: true })).json, files: [], force: false, read: [] };
    },
    render(result, job, style) {
      if (result.kind === 'preview') return renderPlan(result.reduction, style);
      return renderReport(result, job.kind === 'compress' ? job.output.path : result.report.output.path, style);
    },
    exitCode: (result) => (result.kind === 'compress' ? madeCode(result) : exitCode.success),
  };
}

/** The same files, of a command that does not always make a model. */
function forMade({ files, verdict: _, ...outputs }: Outputs<'compress'>): Outputs<Kind> {
  return {
    ...outputs,
    files: files.map(({ path, text }) => ({
      path,
      text: (result) => (result.kind === 'compress' ? text(result) : undefined),
    })),
  };
}
