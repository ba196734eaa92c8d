import type { Model } from '../../../onnx/model.ts';
import { isReal, type Reals, realsOf } from '../../../onnx/reals.ts';
import type { DenseTensor } from '../../../onnx/tensor.ts';
import { keepOnly, probedModel, untyped } from '../../../runtime/probedModel.ts';
import { withSession } from '../../../runtime/session.ts';

/** A stored tensor as real numbers. */
export interface RealWeight {
  readonly dims: readonly number[];
  readonly values: Reals;
}

/**
 * The real numbers that a stored tensor of the main graph stands for: those of a quantized one as the runtime gives them where they are
 * dequantized. Undefined for tensors of other numbers.
 * @throws UserError where a weight is damaged
 */
export async function realWeight(model: Model, name: string): Promise<RealWeight | undefined> {
  const { graph } = model;
  const header = model.constantHeader(graph, name);
  if (header === undefined) return undefined;
  const reader = [...graph.consumers(name)].find(
    ({ opType, input }) => opType === 'DequantizeLinear' && input[0] === name,
  );
  const value =
    reader === undefined || isReal(header.type)
      ? model.constant(graph, name)
      : await computed(model, reader.output[0]!);
  return value !== undefined && isReal(value.type) ? { dims: value.dims, values: realsOf(value) } : undefined;
}

/** The value of a tensor that does not depend on the inputs. */
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
