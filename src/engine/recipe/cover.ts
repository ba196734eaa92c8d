import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Coverage } from '../../protocol/result/coverage.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import type { JobContext } from './context.ts';
import { openData } from './openData.ts';
import { coverDynamic } from './passes/quantizeDynamic.ts';
import { coverStatic } from './passes/quantizeStatic.ts';
import { firstFeeds } from './samples.ts';
import { passContextOf, Steps } from './steps.ts';

/**
 * Says for every node what a pass would make of it, and why. Writes nothing. Shapes come from one run, on made-up samples
 * unless there is data.
 * @throws UserError where the model cannot be prepared, or the data does not fit it
 */
export async function cover(job: JobOf<'coverage'>, context: JobContext): Promise<ResultOf<'coverage'>> {
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), 0.1);
  const original = openModel(job.model);
  try {
    steps.begin(message('stage.planning', {}), 0.9);
    return { kind: 'coverage', coverage: await planned(original, job, steps, context) };
  } finally {
    original.close();
  }
}

async function planned(
  original: Model,
  { pass, data, run }: JobOf<'coverage'>,
  steps: Steps,
  context: JobContext,
): Promise<Coverage> {
  const model = original.clone();
  if (pass.pass === 'quantize-dynamic') return coverDynamic(model, pass.options);
  const dataset = await openData(data ?? { kind: 'synthetic', count: 1, seed: run.seed }, original);
  const passContext = passContextOf(context, steps, run);
  return coverStatic(model, await firstFeeds(dataset), pass.options, passContext);
}
