import { userError } from '../../protocol/userError.ts';
import { bitsPerElement, byteLength } from './elementType.ts';
import type { onnx } from './generated/onnx.js';
import { type DenseTensor, elementCount, type TensorData, tensorDims } from './tensor.ts';

/** A dense form of up to this many bytes is always made; a larger one may have this many bytes for each that is stored. */
const alwaysDense = 64 * 2 ** 20;
const sparsestRatio = 4096;

type NumericData = Exclude<TensorData, readonly string[]>;

/**
 * The dense form of a sparse tensor: values at linear indices `[NNZ]` or at coordinates `[NNZ, rank]`, zeros elsewhere.
 * (ONNX IR specification, SparseTensorProto.)
 * @throws UserError when an index lies outside the tensor, the parts do not fit each other, or the tensor is so empty that
 *   its dense form is out of all proportion to the file
 */
export function densify(
  sparse: onnx.SparseTensorProto,
  read: (tensor: onnx.TensorProto) => DenseTensor,
  file: string,
): DenseTensor {
  const name = sparse.values?.name ?? '';
  const fail = (): never => {
    throw userError('onnx.bad-dimensions', { tensor: name, file, dims: sparse.dims.join(', ') });
  };
  if (!sparse.values) return fail();
  const dims = tensorDims({ name, dims: sparse.dims }, file);
  const { type, dims: shape, data } = read(sparse.values);
  const nonZeros = elementCount(shape);
  if (type === 'string' || bitsPerElement(type) < 8) return fail();
  const values = data as NumericData;
  const size = byteLength(type, elementCount(dims));
  if (size > alwaysDense + sparsestRatio * values.byteLength) {
    throw userError('onnx.too-sparse', { tensor: name, file, megabytes: Math.ceil(size / 2 ** 20) });
  }
  // Complex numbers are two entries each.
  const parts = nonZeros === 0 ? 1 : values.length / nonZeros;
  const dense = new (values.constructor as new (length: number) => NumericData)(elementCount(dims) * parts);
  if (nonZeros > 0) {
    if (!sparse.indices) return fail();
    const places = linearIndices(read(sparse.indices), nonZeros, dims) ?? fail();
    places.forEach((place, index) => {
      for (let part = 0; part < parts; part++) dense[place * parts + part] = values[index * parts + part] ?? 0;
    });
  }
  return { type, dims, data: dense };
}

/** Where each value goes in the dense form, or undefined when one lies outside. */
function linearIndices(indices: DenseTensor, count: number, dims: readonly number[]): Float64Array | undefined {
  const sizes = indices.dims.length === 2 ? dims : [elementCount(dims)];
  if (indices.type === 'string' || indices.data.length !== count * sizes.length) return undefined;
  const places = new Float64Array(count);
  for (let each = 0; each < count; each++) {
    for (const [axis, size] of sizes.entries()) {
      const coordinate = Number(indices.data[each * sizes.length + axis]);
      if (!(coordinate >= 0 && coordinate < size)) return undefined;
      places[each] = (places[each] ?? 0) * size + coordinate;
    }
  }
  return places;
}
