import { message } from '../../../protocol/messages/catalogue.ts';
import type { MeasuredMetric, SamplesUsed } from '../../../protocol/result/evaluation.ts';
import type { BenchmarkVariant } from '../../../protocol/result/benchmark.ts';
import { UserError } from '../../../protocol/userError.ts';
import type { Metric } from '../../data/metrics/metric.ts';
import { loadMetric } from '../../data/metrics/userMetric.ts';
import { type CompareOptions, evaluateModel } from '../../report/compareModels.ts';
import { compareVariant } from '../../report/compareVariant.ts';
import type { Benchmarking } from './running.ts';
import type { BenchmarkRow } from './rows.ts';

/**
 * Compares every model with the original, on the CPU or on all other providers, and measures the original by labels.
 * @returns the samples it rests on
 * @throws UserError where the original or the data fails
 */
export async function compareRows(running: Benchmarking, where: 'cpu' | 'others'): Promise<SamplesUsed> {
  const { rows, dataset, steps, shares, job, context } = running;
  const [first] = rows.all;
  const own = await Promise.all(job.benchmark.metrics.map(loadMetric));
  const isHere = ({ provider }: BenchmarkVariant): boolean => (provider === 'cpu') === (where === 'cpu');
  const compared = rows.sound.filter((row) => row !== first && isHere(row.variant));
  const stage = message('bench.stage-accuracy', {});
  if (where === 'cpu') steps.begin(stage, shares.accuracy);
  const options = (index: number): CompareOptions => ({
    ...{ threads: job.run.threads, signal: context.signal, own, heldOut: false },
    onProgress: (fraction) => steps.update(stage, (index + fraction) / compared.length),
  });
  for (const [index, row] of compared.entries()) await compareRow(row, running, options(index));
  if (where === 'cpu' && first !== undefined) await measureOriginal(first, running, own);
  return { source: dataset.source, synthetic: dataset.synthetic, count: dataset.size, heldOut: false };
}

async function compareRow(row: BenchmarkRow, running: Benchmarking, options: CompareOptions): Promise<void> {
  const { original, dataset, rows } = running;
  const [first] = rows.all;
  const { provider } = row.variant;
  await rows.attempt([row], async () => {
    try {
      const changedSession = provider === 'cpu' ? {} : { provider };
      const found = await compareVariant(original, row.model, dataset, { ...options, changedSession });
      const { metrics } = found.accuracy;
      if (first !== undefined)
        rows.add(first, { metrics: metrics.map(({ before, ...each }) => measured(each, before)) });
      return { ...found, metrics: metrics.map(({ after, ...each }) => measured(each, after)) };
    } catch (cause) {
      // What the original does not bear either is the fault of the data, and no row can say it.
      if (cause instanceof UserError)
        await evaluateModel(original, dataset, { ...options, onProgress: () => undefined });
      throw cause;
    }
  });
}

function measured({ name, unit, better }: Omit<MeasuredMetric, 'value'>, value: number): MeasuredMetric {
  return { name, unit, better, value };
}

/** Where no comparison said how good the original is. */
async function measureOriginal(first: BenchmarkRow, running: Benchmarking, own: readonly Metric[]): Promise<void> {
  const { original, dataset, rows, job, context, steps } = running;
  const isKnown = rows.all.some(({ variant }) => variant.accuracy !== undefined);
  if (isKnown || (!dataset.hasLabels && own.length === 0)) return;
  const { metrics } = await evaluateModel(original, dataset, {
    ...{ threads: job.run.threads, signal: context.signal, own, heldOut: false },
    onProgress: (fraction) => steps.update(message('bench.stage-accuracy', {}), fraction),
  });
  rows.add(first, { metrics });
}
