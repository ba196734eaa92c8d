import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { Dataset } from '../data/dataset.ts';
import { loadMetric } from '../data/metrics/userMetric.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { compareModels, type CompareOptions, evaluateModel } from '../report/compareModels.ts';
import type { JobContext } from './context.ts';
import { openData } from './openData.ts';
import { Steps } from './steps.ts';

/**
 * Runs a model on data and measures it, alone or beside the model it is to be compared with.
 * @throws UserError where a model or the data fails
 */
export async function evaluate(job: JobOf<'evaluate'>, context: JobContext): Promise<ResultOf<'evaluate'>> {
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), 0.05);
  const model = openModel(job.model);
  const opened = [model];
  try {
    const dataset = await openData(job.data, model);
    const own = await Promise.all(job.evaluate.metrics.map(loadMetric));
    steps.begin(message('stage.evaluating', {}), 0.95);
    const options: CompareOptions = {
      ...{ threads: job.run.threads, signal: context.signal, own, heldOut: false },
      onProgress: (fraction) => steps.update(message('stage.evaluating', {}), fraction),
    };
    if (job.evaluate.against === undefined) {
      return { kind: 'evaluate', evaluation: await evaluateModel(model, dataset, options) };
    }
    const reference = openModel(job.evaluate.against);
    opened.push(reference);
    return await compared(reference, model, dataset, options);
  } finally {
    for (const each of opened) each.close();
  }
}

async function compared(
  reference: Model,
  model: Model,
  dataset: Dataset,
  options: CompareOptions,
): Promise<ResultOf<'evaluate'>> {
  const comparison = await compareModels(reference, model, dataset, options);
  const metrics = comparison.metrics.map(({ name, unit, better, after }) => ({ name, unit, better, value: after }));
  return { kind: 'evaluate', evaluation: { samples: comparison.samples, metrics }, comparison };
}
