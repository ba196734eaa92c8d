import { intAttribute } from '../../onnx/attributes.ts';
import type { Model } from '../../onnx/model.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { isPacked, unpack } from './gather.ts';

/**
 * Which stored number of a constant stands for zero, by the place of an element: for integers that become real numbers
 * (DequantizeLinear) their zero point, for everything else 0.
 */
export function zeroPoint(model: Model, tensor: string, { dims }: DenseTensor): (index: number) => number {
  const { graph } = model;
  const reader = [...graph.consumers(tensor)].find(
    ({ opType, input }) => opType === 'DequantizeLinear' && input[0] === tensor,
  );
  const points = reader === undefined ? undefined : model.constant(graph, reader.input[2] ?? '');
  if (reader === undefined || points === undefined) return () => 0;
  const count = points.dims.reduce((product, size) => product * size, 1);
  const values = isPacked(points.type) ? unpack(points.data as Uint8Array, points.type, count) : points.data;
  if (count === 1) return () => Number(values[0]);
  const declared = intAttribute(reader, 'axis') ?? 1;
  const axis = declared < 0 ? declared + dims.length : declared;
  const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  return (index) => Number(values[Math.floor(index / inner) % count]);
}
