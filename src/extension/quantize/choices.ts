import * as z from 'zod';
import type { JobOf } from '../../protocol/job.ts';
import { dataOptions } from '../../protocol/options/data.ts';
import { methodOptions } from '../../protocol/options/method.ts';
import { outputOptions } from '../../protocol/options/output.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { type RunOptions, runOptions } from '../../protocol/options/run.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import type { Pass, QuantizePass } from '../../protocol/recipe.ts';
import type { Proposal } from '../../protocol/result/proposal.ts';

/** What is kept from one time to the next: everything but where the result goes. */
export const rememberedChoices = z.strictObject({
  method: methodOptions.shape.method,
  static: quantizeStaticOptions,
  dynamic: quantizeDynamicOptions,
  data: dataOptions.exactOptional(),
  evaluation: dataOptions.exactOptional(),
});
export type RememberedChoices = z.infer<typeof rememberedChoices>;

/** Where the result goes, and whether what is there may be replaced, which only the person can say. */
export interface OutputChoice {
  readonly path: string;
  readonly replace: boolean;
}

/** Everything that a person may choose about quantizing one model. */
export interface QuantizeChoices extends RememberedChoices {
  readonly output: OutputChoice;
}

/** A model and what was chosen for it. */
export interface ChosenModel {
  readonly model: string;
  readonly choices: QuantizeChoices;
}

/** What is filled in before anybody chose: last time's choices where there are some, else what the proposal says. */
export function initialChoices(
  proposal: Proposal,
  remembered: RememberedChoices | undefined,
  output: OutputChoice,
): QuantizeChoices {
  if (remembered !== undefined) return { ...remembered, output };
  const [best] = proposal.data;
  return {
    method: proposal.method.value,
    static: quantizeStaticOptions.parse({ preset: proposal.preset.value }),
    dynamic: quantizeDynamicOptions.parse({}),
    ...(best !== undefined && { data: best.options }),
    ...(proposal.evaluation !== undefined && { evaluation: proposal.evaluation.options }),
    output,
  };
}

/** Whether the method cannot do without data and has none. */
export function lacksData({ method, data }: RememberedChoices): boolean {
  return method === 'static' && data === undefined;
}

/** Parameters that come from the settings of the editor. */
export interface JobSettings {
  readonly floorAgreement: number;
  readonly floorSqnr: number;
  readonly threads: number | undefined;
}

/** What is done to a model by what was chosen. */
export function passFrom({ method, ...options }: RememberedChoices): QuantizePass {
  return method === 'static'
    ? { pass: 'quantize-static', options: options.static }
    : { pass: 'quantize-dynamic', options: options.dynamic };
}

/** The job that does what was chosen, or something else with the same data and to the same place. */
export function jobFrom(
  model: string,
  choices: QuantizeChoices,
  { threads, ...floors }: JobSettings,
  pass: Pass = passFrom(choices),
): JobOf<'compress'> {
  const { data, evaluation, output } = choices;
  return {
    kind: 'compress',
    model,
    recipe: { passes: [pass] },
    ...(data !== undefined && { data }),
    output: outputOptions.required({ path: true }).parse({ path: output.path, force: output.replace }),
    verify: verifyOptions.parse({ ...floors, ...(evaluation !== undefined && { evaluation }) }),
    run: runFrom({ threads }),
  };
}

/** How the settings of the editor let the machine be used. */
export function runFrom({ threads }: Pick<JobSettings, 'threads'>): RunOptions {
  return runOptions.parse(threads === undefined ? {} : { threads });
}
