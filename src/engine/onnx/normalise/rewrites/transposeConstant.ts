import { intsAttribute } from '../../attributes.ts';
import { bitsPerElement } from '../../elementType.ts';
import { type DenseTensor, elementCount, type TensorData } from '../../tensor.ts';
import type { Rewrite } from '../rewrite.ts';

type NumericData = Exclude<TensorData, readonly string[]>;

/** A constant that is transposed is stored as it is needed. */
export const transposeConstant: Rewrite = {
  name: 'transpose-constant',
  opTypes: ['Transpose'],
  apply(node, rewriting) {
    const [source = ''] = node.input;
    const [result = ''] = node.output;
    const header = rewriting.header(source);
    if (header === undefined || bitsPerElement(header.type) < 8 || !rewriting.mayStore(result, source)) return false;
    const order = intsAttribute(node, 'perm') ?? header.dims.map((_, axis) => header.dims.length - 1 - axis);
    const isOrder = order.length === header.dims.length && new Set(order).size === order.length;
    if (!isOrder || order.some((axis) => header.dims[axis] === undefined)) return false;
    const constant = rewriting.model.constant(rewriting.graph, source);
    if (constant === undefined || Array.isArray(constant.data)) return false;
    rewriting.removeNode(node);
    const { type, dims, data } = transpose(constant, order);
    rewriting.graph.addInitializer(rewriting.model.tensor(result, type, dims, data));
    return true;
  },
};

/** The tensor with its axes in another order: axis `i` of the result is axis `order[i]` of the source. */
function transpose({ type, dims, data }: DenseTensor, order: readonly number[]): DenseTensor {
  const source = data as NumericData;
  const result = new (source.constructor as new (length: number) => NumericData)(source.length);
  const newDims = order.map((axis) => dims[axis] ?? 1);
  // complex numbers are two elements each
  const parts = source.length / Math.max(1, elementCount(dims));
  const steps = order.map((axis) => elementCount(dims.slice(axis + 1)) * parts);
  const index = newDims.map(() => 0);
  for (let at = 0, from = 0; at < source.length; at += parts) {
    for (let part = 0; part < parts; part++) result[at + part] = source[from + part] ?? 0;
    for (let axis = index.length - 1; axis >= 0; axis--) {
      from += steps[axis] ?? 0;
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (newDims[axis] ?? 1)) break;
      from -= (steps[axis] ?? 0) * (newDims[axis] ?? 1);
      index[axis] = 0;
    }
  }
  return { type, dims: newDims, data: result };
}
