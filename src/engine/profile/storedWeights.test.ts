import Long from 'long';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { QdqBuilder } from '../../../test/fixtures/qdqBuilder.ts';
import { int } from '../onnx/attributes.ts';
import type { ElementType } from '../onnx/elementType.ts';
import { onnx } from '../onnx/generated/onnx.js';
import type { TensorData } from '../onnx/tensor.ts';
import { storedWeights } from './storedWeights.ts';

/** A model of one DequantizeLinear on a stored tensor. */
function dequantized(
  weight: readonly [ElementType, readonly number[], TensorData],
  zeroPoint: readonly [readonly number[], TensorData],
  attributes: Parameters<ModelBuilder['node']>[2] = {},
) {
  const net = new ModelBuilder({ opset: 21 });
  const [type, dims, data] = weight;
  const scales = new Float32Array(zeroPoint[0].reduce((product, dim) => product * dim, 1)).fill(1);
  const scale = net.constant('float32', zeroPoint[0], scales);
  const inputs = [net.constant(type, dims, data), scale, net.constant(type, ...zeroPoint)];
  return storedWeights(net.output(net.node('DequantizeLinear', inputs, attributes)).build());
}

describe('storedWeights', () => {
  it.each(['initializers', 'constant-nodes'] as const)(
    'counts floats and their zeros, not shapes: %s',
    async (weights) => {
      const net = new ModelBuilder({ weights });
      const w = net.constant('float32', [2, 3], Float32Array.of(0, -0, 1, 2, 0.5, 1e-40));
      const product = net.node('MatMul', [net.input('x', [1, 2]), w]);
      const half = net.node('Cast', [net.constant('float16', [2], Uint16Array.of(0x8000, 0x3c00))], { to: int(1) });
      const model = net
        .output(net.node('Reshape', [product, net.ints([3, 0])]))
        .output(half)
        .build();
      expect(await storedWeights(model)).toEqual({ parameters: 8, zeros: 3 });
    },
  );

  it('does not count how numbers are represented', async () => {
    const net = new QdqBuilder();
    const x = net.pair(net.input('x', [1, 32]));
    const model = net.output(net.node('MatMul', [x, net.quantizedWeight([32, 16])])).build();
    const values = Array.from({ length: 512 }, (_, index) => ((index * 37) % 200) - 100);
    expect(await storedWeights(model)).toEqual({
      parameters: 512,
      zeros: values.filter((value) => value === 0).length,
    });
  });

  it('takes what stands for 0 from the zero point: of the tensor, of each channel, of each block', async () => {
    expect(await dequantized(['uint8', [4], Uint8Array.of(128, 0, 128, 1)], [[], Uint8Array.of(128)])).toEqual({
      parameters: 4,
      zeros: 2,
    });
    const grid = Int8Array.of(1, 2, 3, 1, 2, 3);
    const byColumn = dequantized(['int8', [2, 3], grid], [[3], Int8Array.of(1, 0, 3)], { axis: int(-1) });
    expect(await byColumn).toEqual({ parameters: 6, zeros: 4 });
    const byRow = dequantized(['int8', [2, 3], grid], [[2], Int8Array.of(1, 2)], { axis: int(0) });
    expect(await byRow).toEqual({ parameters: 6, zeros: 2 });
    // Blocks of two rows in each of two columns: rows 0 and 1 have 1 and 2, rows 2 and 3 have 3 and 4.
    const blocked = dequantized(
      ['int8', [4, 2], Int8Array.of(1, 2, 2, 1, 3, 3, 4, 4)],
      [[2, 2], Int8Array.of(1, 2, 3, 4)],
      { axis: int(0), block_size: int(2) },
    );
    expect(await blocked).toEqual({ parameters: 8, zeros: 4 });
  });

  it('sees each of two numbers in a byte', async () => {
    // −8, 7, 0, −1, 0 and padding.
    const packed = Uint8Array.of(0x78, 0xf0, 0x00);
    expect(await dequantized(['int4', [5], packed], [[], Uint8Array.of(0)])).toEqual({ parameters: 5, zeros: 2 });
    expect(await dequantized(['int4', [5], packed], [[], Uint8Array.of(0x0f)])).toEqual({ parameters: 5, zeros: 1 });
  });

  it('counts what a sparse weight leaves out', async () => {
    const net = new ModelBuilder();
    const { model } = net;
    const values = model.tensor('w', 'float32', [2], Float32Array.of(5, 0));
    const indices = model.tensor('i', 'int64', [2], BigInt64Array.of(1n, 4n));
    const dims = [Long.fromNumber(2), Long.fromNumber(3)];
    model.graph.addSparseInitializer(onnx.SparseTensorProto.create({ values, indices, dims }));
    net.output(net.node('MatMul', [net.input('x', [1, 2]), 'w']));
    expect(await storedWeights(net.build())).toEqual({ parameters: 6, zeros: 5 });
  });
});
