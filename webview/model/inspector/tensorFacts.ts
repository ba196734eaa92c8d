import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import { itemsOf } from '../../graph/prepare/lists.ts';

/** Sizes of the dimensions of a stored tensor; none for a scalar. */
export function dimsOf(model: GraphModel, tensor: number): readonly number[] {
  const shape = model.tensorShape(tensor) ?? '';
  return shape === '' ? [] : shape.split('×').map(Number);
}

/** Whether the elements of a type are numbers that can be ordered. */
export function hasStatistics(type: string | undefined): boolean {
  return type !== 'string' && type?.startsWith('complex') !== true;
}

/** More channels than any layer has: a chart of so many tells nothing. */
const mostChannels = 2 ** 20;

/** Dimensions that can be channels. */
export function channelAxes(dims: readonly number[]): readonly number[] {
  if (dims.length < 2) return [];
  return [...dims.keys()].filter((axis) => dims[axis]! > 1 && dims[axis]! <= mostChannels);
}

/** The dimension of a stored tensor that is the output channels for the first node that reads it, as far as that is known. */
export function likelyAxis(model: GraphModel, tensor: number): number | undefined {
  const axes = channelAxes(dimsOf(model, tensor));
  const rank = dimsOf(model, tensor).length;
  const [reader] = itemsOf(model.consumers, tensor);
  const axis = reader === undefined ? 0 : outputAxis(model, reader, tensor, rank);
  return axes.includes(axis) ? axis : axes[0];
}

/** ONNX operators: where the weight of each has its output channels. */
function outputAxis(model: GraphModel, node: number, tensor: number, rank: number): number {
  const [data = -1] = model.inputs(node);
  switch (model.operator(node)) {
    case 'ConvTranspose':
      return 1;
    case 'Gemm':
      return model.attribute(node, 'transB') === '1' ? 0 : 1;
    case 'MatMul':
    case 'MatMulInteger':
      return data === tensor ? 0 : rank - 1;
    case 'DequantizeLinear': {
      // With a scale for each channel it says itself; otherwise who reads it does.
      const scale = model.inputs(node)[1] ?? -1;
      const axis = Number(model.attribute(node, 'axis') ?? 1);
      if (scale >= 0 && (model.structure.tensors.elements[scale] ?? 1) > 1) return axis < 0 ? axis + rank : axis;
      const [output = -1] = model.outputs(node);
      const [reader] = output < 0 ? [] : itemsOf(model.consumers, output);
      // One step is enough: pairs do not follow each other.
      return reader === undefined || model.operator(reader) === 'DequantizeLinear'
        ? 0
        : outputAxis(model, reader, output, rank);
    }
    default:
      return 0;
  }
}
