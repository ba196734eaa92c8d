import { message } from '../../../protocol/messages/catalogue.ts';
import { userError } from '../../../protocol/userError.ts';
import { type Measurement, measureModels } from '../../benchmark/measureModels.ts';
import { batch } from '../../data/batch.ts';
import type { Dataset, Feeds } from '../../data/dataset.ts';
import { modelInputs } from '../../data/modelInputs.ts';
import type { Model } from '../../onnx/model.ts';
import type { Benchmarking } from './running.ts';

/** Measures latency, throughput, loading and memory of all rows that did not fail, and tells the surroundings. */
export async function measureRows(running: Benchmarking): Promise<Pick<Measurement, 'environment' | 'warnings'>> {
  const { job, rows, feeds, original, dataset, steps, shares, context, start } = running;
  const stage = message('stage.timing', {});
  steps.begin(stage, shares.timing);
  const measured = rows.sound;
  const models = measured.map(({ model: { file }, variant: { name, provider } }) => ({ file, name, provider }));
  const {
    models: found,
    environment,
    warnings,
  } = await measureModels(models, {
    ...{ feeds, benchmark: job.benchmark, threads: job.run.threads, signal: context.signal, start },
    feedsOfBatch: (count) => feedsOfBatch(original, dataset, count),
    onProgress: (fraction) => steps.update(stage, fraction),
    onMeasured: (place, timings) => rows.add(measured[place]!, { timings }),
  });
  for (const [index, { timings, failure }] of found.entries()) {
    rows.add(measured[index]!, { ...(timings && { timings }), ...(failure && { failure }) });
  }
  return { environment, warnings };
}

/**
 * The first sample so many times, in one run.
 * @throws UserError where the model fixes how many samples a run has
 */
async function feedsOfBatch(model: Model, dataset: Dataset, count: number): Promise<Feeds> {
  const repeated: Dataset = {
    ...dataset,
    size: count,
    async *samples({ wanted } = {}) {
      for await (const sample of dataset.samples({ end: 1 })) {
        for (let index = 0; index < count; index++) if (wanted?.(index) !== false) yield { ...sample, index };
      }
    },
  };
  const joined = batch(repeated, count, modelInputs(model));
  if (count > 1 && joined === repeated) throw userError('bench.batch-fixed', { file: model.file, count });
  for await (const { feeds } of joined.samples({ end: 1 })) return feeds;
  throw userError('bench.batch-fixed', { file: model.file, count });
}
