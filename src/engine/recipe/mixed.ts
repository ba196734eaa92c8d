import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { openModel } from '../onnx/open.ts';
import type { JobContext } from './context.ts';
import { openSamples } from './samples.ts';
import { passContextOf, Steps } from './steps.ts';
import { searchTradeOff } from './tradeOff.ts';

/**
 * Searches for models of mixed precision and writes none. Every point can be made again: its options are those of static
 * quantization on the same data.
 * @throws UserError where the model or the data fails, or the data does not allow what the floor asks for
 */
export async function findTradeOff(job: JobOf<'mixed'>, context: JobContext): Promise<ResultOf<'mixed'>> {
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), 0.02);
  const original = openModel(job.model);
  try {
    const samples = await openSamples(job, original, true);
    const judged = {
      ...{ original, dataset: samples.evaluation, heldOut: samples.heldOut },
      metrics: job.verify.metrics,
    };
    steps.begin(message('stage.preparing', {}), 0.98);
    const front = await searchTradeOff(job, samples.calibration, judged, passContextOf(context, steps, job.run));
    return { kind: 'mixed', front: { ...front, warnings: [...front.warnings, ...samples.warnings] } };
  } finally {
    original.close();
  }
}
