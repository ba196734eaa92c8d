import type { Model } from '../../../onnx/model.ts';
import { isReal, type Reals, realsOf } from '../../../onnx/reals.ts';
import type { DenseTensor } from '../../../onnx/tensor.ts';
import { keepOnly, probedModel, untyped } from '../../../runtime/probedModel.ts';
import { withSession } from '../../../runtime/session.ts';

/** A fixed tensor as real numbers. */
export interface RealWeight {
  readonly dims: readonly number[];
  readonly values: Reals;
}

/**
 * The real numbers of a tensor of the main graph that does not depend on the inputs: it is stored, or computed from what is stored (such
 * as a weight that is quantized or transposed), which the runtime then does. Undefined for tensors of other numbers.
 * @throws UserError where a weight is damaged
 */
export async function realWeight(model: Model, name: string): Promise<RealWeight | undefined> {
  const { graph } = model;
  const header = model.constantHeader(graph, name);
  if (header !== undefined && !isReal(header.type)) return undefined;
  const value = header === undefined ? await computed(model, name) : model.constant(graph, name);
  return value !== undefined && isReal(value.type) ? { dims: value.dims, values: realsOf(value) } : undefined;
}

async function computed(model: Model, name: string): Promise<DenseTensor | undefined> {
  const alone = probedModel(model, (copy) => {
    keepOnly(copy, model.graph, [name]);
    copy.input = [];
    copy.output = [untyped(name)];
  });
  const results = await withSession(alone, { threads: 1, exactQuantizedWeights: true }, (session) =>
    session.run(new Map()),
  );
  return results.get(name);
}
