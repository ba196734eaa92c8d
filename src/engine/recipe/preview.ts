import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { decodeSparse } from '../onnx/encoding/decodeSparse.ts';
import { openModel } from '../onnx/open.ts';
import type { JobContext } from './context.ts';
import { openData } from './openData.ts';
import { planReduction } from './passes/reduce.ts';
import { passContextOf, Steps } from './steps.ts';

/**
 * Says what a pass would take away of a model, what it would leave and why, and what that is expected to save. Writes nothing.
 * @throws UserError where the model cannot be read, or the data or the options do not fit it
 */
export async function preview(job: JobOf<'preview'>, context: JobContext): Promise<ResultOf<'preview'>> {
  const { pass, data, run } = job;
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), 0.05);
  const original = openModel(job.model);
  try {
    const model = original.clone();
    decodeSparse(model);
    const dataset = data === undefined ? undefined : await openData(data, original);
    steps.begin(message('stage.planning', {}), 0.95);
    const reduction = await planReduction(pass, { model, dataset, context: passContextOf(context, steps, run) });
    steps.end();
    return { kind: 'preview', reduction };
  } finally {
    original.close();
  }
}
