import type { JobOf } from '../../protocol/job.ts';
import type { Inspection } from '../../protocol/result/inspection.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { UserError } from '../../protocol/userError.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { countMacs } from '../profile/nodeMacs.ts';
import { inspectModel } from '../report/inspect.ts';
import { declaredTypes } from '../runtime/tensorTypes.ts';
import type { JobContext } from './context.ts';
import { measuredTypes } from './measuredTypes.ts';

/** Larger models are only run for their shapes when data is given: loading them takes long. */
const largestRun = 256 * 2 ** 20;

/**
 * Says what is in a model, from its structure alone. Only where the shapes it declares do not give the MACs is it run once,
 * on made-up samples unless there is data.
 * @throws UserError where it cannot be read, or the data that was given does not fit it
 */
export async function inspect(job: JobOf<'inspect'>, context: JobContext): Promise<ResultOf<'inspect'>> {
  const model = openModel(job.model);
  try {
    const inspection = inspectModel(model);
    const macs = await macsOf(model, job, inspection.bytes, context);
    return { kind: 'inspect', inspection: { ...inspection, ...(macs !== undefined && { macs }) } };
  } finally {
    model.close();
  }
}

async function macsOf(
  model: Model,
  job: JobOf<'inspect'>,
  bytes: number,
  context: JobContext,
): Promise<Inspection['macs']> {
  const declared = countMacs(model, declaredTypes(model));
  if (declared.unknown === 0) return { ...declared, measured: false };
  if (job.data === undefined && bytes > largestRun) return { ...declared, measured: false };
  try {
    return { ...countMacs(model, await measuredTypes(model, job, context)), measured: true };
  } catch (cause) {
    // Data that was asked for must fit; made-up samples are only a try.
    if (job.data !== undefined || !(cause instanceof UserError)) throw cause;
    return declared.total > 0 ? { ...declared, measured: false } : undefined;
  }
}
