import { userError } from '../../protocol/userError.ts';
import type { onnx } from './generated/onnx.js';
import { bitsPerElement } from './elementType.ts';
import { type DenseTensor, elementCount, type TensorData } from './tensor.ts';

/**
 * The dense form of a sparse tensor: values at linear indices `[NNZ]` or at coordinates `[NNZ, rank]`, zeros elsewhere.
 * (ONNX IR specification, SparseTensorProto.)
 * @throws UserError when an index lies outside the tensor, or the parts do not fit each other
 */
export function densify(
  sparse: onnx.SparseTensorProto,
  read: (tensor: onnx.TensorProto) => DenseTensor,
  file: string,
): DenseTensor {
  const name = sparse.values?.name ?? '';
  const dims = sparse.dims.map((dim) => dim.toNumber());
  const fail = (): never => {
    throw userError('onnx.bad-dimensions', { tensor: name, file, dims: dims.join(', ') });
  };
  if (!sparse.values || dims.some((dim) => !Number.isSafeInteger(dim) || dim < 0)) return fail();
  const values = read(sparse.values);
  const count = elementCount(dims);
  const nonZeros = elementCount(values.dims);
  if (count > 2 ** 31 || values.type === 'string' || bitsPerElement(values.type) < 8) return fail();
  const source = values.data as Exclude<TensorData, readonly string[]>;
  const dense = new (source.constructor as new (length: number) => typeof source)(count);
  if (nonZeros === 0) return { type: values.type, dims, data: dense };
  if (!sparse.indices) return fail();
  const indices = read(sparse.indices);
  const perValue = indices.dims.length === 2 ? dims.length : 1;
  if (indices.data.length !== nonZeros * perValue) return fail();
  for (let each = 0; each < nonZeros; each++) {
    let index = 0;
    for (let axis = 0; axis < perValue; axis++) {
      index = index * (perValue === 1 ? count : (dims[axis] ?? 1)) + Number(indices.data[each * perValue + axis]);
    }
    if (!(index >= 0 && index < count)) return fail();
    dense[index] = source[each] ?? 0;
  }
  return { type: values.type, dims, data: dense };
}
