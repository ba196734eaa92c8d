import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { openModel } from '../onnx/open.ts';
import { macsByNode } from '../profile/nodeMacs.ts';
import type { JobContext } from './context.ts';
import { measuredTypes } from './measuredTypes.ts';
import { Steps } from './steps.ts';

/**
 * Runs a model once and says which types and shapes the tensors of its main graph had, and the MACs of its nodes.
 * @throws UserError where it cannot be read or run, or the data does not fit it
 */
export async function measureShapes(job: JobOf<'shapes'>, context: JobContext): Promise<ResultOf<'shapes'>> {
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), 0.1);
  const model = openModel(job.model);
  try {
    steps.begin(message('inspection.running-once', {}), 0.9);
    const types = await measuredTypes(model, job, context);
    const headers = [...types.values()];
    const shapes = {
      names: [...types.keys()],
      types: headers.map(({ type }) => type),
      dims: headers.map(({ dims }) => dims),
      macs: [...macsByNode(model.graph, types)],
    };
    return { kind: 'shapes', shapes };
  } finally {
    model.close();
  }
}
