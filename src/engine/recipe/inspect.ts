import type { JobOf } from '../../protocol/job.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { openModel } from '../onnx/open.ts';
import { inspectModel } from '../report/inspect.ts';

/** Says what is in a model. @throws UserError where it cannot be read */
export function inspect(job: JobOf<'inspect'>): ResultOf<'inspect'> {
  const model = openModel(job.model);
  try {
    return { kind: 'inspect', inspection: inspectModel(model) };
  } finally {
    model.close();
  }
}
