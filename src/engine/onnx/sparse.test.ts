import { describe, expect, it } from 'vitest';
import { outputsOf } from '../../../test/fixtures/computes.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import type { ElementType } from './elementType.ts';
import { onnx } from './generated/onnx.js';
import type { Model } from './model.ts';
import type { DenseTensor, TensorData } from './tensor.ts';

interface Sparse {
  readonly type?: ElementType;
  readonly values: TensorData;
  readonly valueCount?: number;
  readonly indices: readonly number[];
  readonly indexDims?: readonly number[];
  readonly dims: readonly number[];
}

/** A model y = x + w, w a sparse initializer. */
function sparseModel({ type = 'float32', values, valueCount, indices, indexDims, dims }: Sparse): Model {
  const net = new ModelBuilder();
  const { model } = net;
  model.graph.addSparseInitializer(
    onnx.SparseTensorProto.create({
      values: model.tensor('w', type, [valueCount ?? values.length], values),
      indices: model.tensor('', 'int64', indexDims ?? [indices.length], BigInt64Array.from(indices, BigInt)),
      dims: onnx.TensorProto.create({ dims: model.tensor('', 'float32', dims, new Float32Array(1)).dims }).dims,
    }),
  );
  return net.output(net.node('Add', [net.input('x', [1], type), 'w'], {}, { output: 'y' }), undefined, type).build();
}

function weight(sparse: Sparse): DenseTensor {
  const model = sparseModel(sparse);
  return model.constant(model.graph, 'w')!;
}

const values = Float32Array.of(5, -6, 7);
const dense = Float32Array.of(0, 5, 0, 0, -6, 7);

describe('a sparse tensor', () => {
  it('has its values at linear indices', async () => {
    const sparse = { values, indices: [1, 4, 5], dims: [2, 3] };
    expect(weight(sparse)).toEqual({ type: 'float32', dims: [2, 3], data: dense });
    const feeds = new Map<string, DenseTensor>([['x', { type: 'float32', dims: [1], data: Float32Array.of(0) }]]);
    expect((await outputsOf(sparseModel(sparse), feeds)).get('y')?.data).toEqual(dense);
  });

  it('has its values at coordinates', () => {
    const coordinates = { values, indices: [0, 1, 1, 1, 1, 2], indexDims: [3, 2], dims: [2, 3] };
    expect(weight(coordinates).data).toEqual(dense);
    const vector = { values, indices: [0, 3, 2], indexDims: [3, 1], dims: [4] };
    expect(weight(vector).data).toEqual(Float32Array.of(5, 0, 7, -6));
  });

  it('may be of other types, complex numbers too', () => {
    const bytes = { type: 'int8', values: Int8Array.of(3), indices: [2], dims: [3] } as const;
    expect(weight(bytes).data).toEqual(Int8Array.of(0, 0, 3));
    const complex = {
      type: 'complex64',
      values: Float32Array.of(1, 2),
      valueCount: 1,
      indices: [1],
      dims: [2],
    } as const;
    expect(weight(complex).data).toEqual(Float32Array.of(0, 0, 1, 2));
  });

  it('may be all zeros', () => {
    expect(weight({ values: new Float32Array(0), indices: [], dims: [2, 2] }).data).toEqual(new Float32Array(4));
  });

  it('is known by type and shape without being read', () => {
    const model = sparseModel({ values, indices: [1, 4, 5], dims: [2, 3] });
    model.payloads.get = () => {
      throw new Error('read');
    };
    expect(model.constantHeader(model.graph, 'w')).toEqual({ type: 'float32', dims: [2, 3] });
  });

  const wrong: Readonly<Record<string, Sparse>> = {
    'an index beyond the end': { values, indices: [1, 4, 6], dims: [2, 3] },
    'a negative index': { values, indices: [1, 4, -1], dims: [2, 3] },
    'a coordinate beyond its axis': { values, indices: [0, 1, 0, 4, 1, 2], indexDims: [3, 2], dims: [2, 3] },
    'too few indices': { values, indices: [1, 4], dims: [2, 3] },
    'coordinates of another rank': { values, indices: [0, 1, 4], indexDims: [1, 3], dims: [2, 3] },
    'negative dimensions': { values, indices: [1, 4, 5], dims: [-2, 3] },
    'overflowing dimensions': { values, indices: [1, 4, 5], dims: [2 ** 40, 2 ** 40] },
    'values of 4 bits': { type: 'int4', values: Uint8Array.of(1), valueCount: 2, indices: [0, 1], dims: [2] },
  };
  for (const [name, sparse] of Object.entries(wrong)) {
    it(`with ${name} is refused`, () => {
      expect(userErrorOf(() => weight(sparse)).code).toBe('onnx.bad-dimensions');
    });
  }

  it('that would take more memory than its file justifies is refused, a pruned layer is not', () => {
    const bomb = { values, indices: [1, 4, 5], dims: [2 ** 20, 2 ** 12] };
    expect(userErrorOf(() => weight(bomb))).toEqual({
      code: 'onnx.too-sparse',
      args: { tensor: 'w', file: 'fixture.onnx', megabytes: 16384 },
    });
    expect(weight({ values, indices: [1, 4, 5], dims: [4096, 4096] }).data.length).toBe(2 ** 24);
  });
});
