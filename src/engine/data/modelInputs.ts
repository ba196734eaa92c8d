import { userError } from '../../protocol/userError.ts';
import { elementTypeOf, type ElementType } from '../onnx/elementType.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';

/** Name of a dimension of which the file says nothing. */
export const unknownDimension = '?';

/** An input that a caller must feed. */
export interface ModelInput {
  readonly name: string;
  readonly type: ElementType;
  /** A number where the model fixes the dimension, otherwise its name or {@link unknownDimension}. */
  readonly dims: readonly (number | string)[];
  /** The file gives no shape at all: `dims` is empty and any rank fits. */
  readonly unranked?: true;
}

/**
 * The inputs a caller must feed, in the model's order: those of the graph that no initializer gives a default.
 * A dimension declared as 0 or below is unknown, as some exporters write.
 * @throws UserError `data.input-not-tensor` for a sequence, an optional, a map or a sparse tensor
 */
export function modelInputs(model: Model): readonly ModelInput[] {
  const { graph } = model;
  return graph.proto.input
    .filter((each) => graph.initializer(each.name) === undefined && graph.sparseInitializer(each.name) === undefined)
    .map((each) => modelInput(each, model.file));
}

/** Whether runs of several samples may be joined: the first dimension of the input is the caller's choice. */
export function hasDynamicBatch(input: ModelInput): boolean {
  return typeof input.dims[0] === 'string';
}

/** A shape as it is shown to people: `[batch, 3, 224, 224]`. */
export function formatDims(dims: readonly (number | string)[]): string {
  return `[${dims.join(', ')}]`;
}

function modelInput(info: onnx.ValueInfoProto, file: string): ModelInput {
  const { name } = info;
  const tensor = info.type?.tensorType;
  const type = tensor ? elementTypeOf(tensor.elemType) : undefined;
  if (!tensor || type === undefined) throw userError('data.input-not-tensor', { input: name, file });
  if (!tensor.shape) return { name, type, dims: [], unranked: true };
  return { name, type, dims: tensor.shape.dim.map(dimension) };
}

function dimension(dim: onnx.TensorShapeProto.Dimension.$Properties): number | string {
  const size = dim.dimValue ? Number(dim.dimValue) : 0;
  if (size > 0) return size;
  const name = dim.dimParam ?? '';
  return name === '' ? unknownDimension : name;
}
