import * as z from 'zod';
import type { JobOf } from '../../protocol/job.ts';
import { benchmarkOptions } from '../../protocol/options/benchmark.ts';
import { type DataOptions, dataOptions } from '../../protocol/options/data.ts';
import type { FittingData, Proposal } from '../../protocol/result/proposal.ts';
import { type OutputChoice, runFrom } from '../quantize/choices.ts';
import type { ModelRoles } from './modelRoles.ts';

const { providers, seconds, batchSizes } = benchmarkOptions.shape;

/** What is kept from one time to the next, for each original. */
export const rememberedBenchmark = z.strictObject({ data: dataOptions, providers, seconds, batchSizes });
export type RememberedBenchmark = z.infer<typeof rememberedBenchmark>;

/** Everything that a person may choose about benchmarking models. */
export interface BenchmarkChoices extends RememberedBenchmark {
  readonly original: string;
  readonly variants: readonly string[];
  readonly output: OutputChoice;
}

/** What is known when the choices are shown. */
export interface BenchmarkKnown {
  readonly proposal: Proposal;
  /** Data that was found to fit the original: that of the proposal, and what the person chose. */
  readonly data: readonly FittingData[];
  /** How it is known which model is the original. */
  readonly reason: ModelRoles['reason'] | 'chosen';
  /** Whether variants were selected by the person, rather than found. */
  readonly selected: boolean;
}

/** Data to compare on first, with labels rather than without. */
export function dataFor({ data, evaluation }: Proposal): readonly FittingData[] {
  const all = [...(evaluation === undefined ? [] : [evaluation]), ...data];
  return [...all.filter(({ labelled }) => labelled), ...all.filter(({ labelled }) => !labelled)];
}

/**
 * What is filled in before anybody chose.
 * @param remembered what was chosen last time
 * @param quantized the data that the model was quantized on, or compared on
 */
export function initialChoices(
  { original, variants }: Pick<ModelRoles, 'original' | 'variants'>,
  proposal: Proposal,
  output: OutputChoice,
  remembered?: RememberedBenchmark,
  quantized?: DataOptions,
): BenchmarkChoices {
  const usual = benchmarkOptions.parse({});
  const data = quantized ?? dataFor(proposal)[0]?.options ?? { kind: 'synthetic' };
  return {
    ...(remembered ?? { data, providers: usual.providers, seconds: usual.seconds, batchSizes: usual.batchSizes }),
    ...{ original, variants, output },
  };
}

/** The job that does what was chosen. @param threads of the settings; the physical cores when undefined */
export function jobFrom(choices: BenchmarkChoices, threads: number | undefined): JobOf<'benchmark'> {
  const { original, variants, data, ...rest } = choices;
  return {
    kind: 'benchmark',
    model: original,
    variants: [...variants],
    ...(data.kind !== 'synthetic' || Object.keys(data).length > 1 ? { data } : {}),
    benchmark: benchmarkOptions.parse({
      providers: rest.providers,
      seconds: rest.seconds,
      batchSizes: rest.batchSizes,
    }),
    run: runFrom({ threads }),
  };
}
