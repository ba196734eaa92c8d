import { userError } from '../../../protocol/userError.ts';
import type { Model } from '../../onnx/model.ts';
import { tensorRange } from '../observers/range.ts';
import type { PlannedTensor, QuantizationPlan } from '../plan/plan.ts';
import type { QuantizationParameters, Range } from '../scheme.ts';
import { activationParameters } from './parameters.ts';

/** Scale and zero point of a tensor that is quantized while a model runs; undefined of any other. */
export type ParametersOf = (tensor: string) => QuantizationParameters | undefined;

/**
 * Scale and zero point of every tensor of a plan, with the ranges that were observed.
 * @throws UserError when a constant has values that are not finite
 */
export function planParameters(
  model: Model,
  { tensors }: QuantizationPlan,
  ranges: ReadonlyMap<string, Range>,
): ParametersOf {
  const parameters = new Map<string, QuantizationParameters>();
  for (const planned of tensors.values()) {
    if (parameters.has(planned.root)) continue;
    const root = tensors.get(planned.root) ?? planned;
    parameters.set(root.root, activationParameters(root, rangeFor(model, root, ranges)));
  }
  return (tensor) => parameters.get(tensors.get(tensor)?.root ?? '');
}

function rangeFor(model: Model, planned: PlannedTensor, ranges: ReadonlyMap<string, Range>): Range {
  if (planned.range !== undefined) return planned.range;
  if (!planned.constant) return ranges.get(planned.root) ?? { min: 0, max: 0 };
  const constant = model.constant(model.graph, planned.tensor);
  if (!(constant?.data instanceof Float32Array)) throw new Error(`${planned.tensor} is not a float32 constant`);
  const range = tensorRange(constant.data);
  if (Number.isNaN(range.min)) {
    throw userError('quantize.weight-not-finite', { file: model.file, tensor: planned.tensor });
  }
  return range;
}
