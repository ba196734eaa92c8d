import { describe, expect, it } from 'vitest';
import { mobileNetV2 } from '../../../test/fixtures/mobileNetV2.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { resnet50 } from '../../../test/fixtures/resnet50.ts';
import { randomFeeds } from '../../../test/fixtures/randomFeeds.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { tmpdir } from 'node:os';
import { int, ints, text } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { tensorTypes } from '../runtime/tensorTypes.ts';
import { countMacs, macsByNode } from './nodeMacs.ts';

async function macsOf(model: Model, sizes: Readonly<Record<string, number>> = {}): Promise<number> {
  const feeds = new Map(Object.entries(randomFeeds(model, new Random(1), sizes)));
  const types = await tensorTypes(model, feeds, { temporaryFolder: tmpdir(), threads: 1 });
  const { total, unknown } = countMacs(model, types);
  expect(unknown).toBe(0);
  return total;
}

describe('multiplications with additions', () => {
  it('are those that the literature gives for ResNet-50 and MobileNetV2', async () => {
    // He et al. 2016: 4.1 billion with the stride in the 3×3 convolution. Sandler et al. 2018: 300 million.
    const batch = { N: 1, batch: 1 };
    expect((await macsOf(resnet50(), batch)) / 1e9).toBeCloseTo(4.09, 2);
    expect((await macsOf(mobileNetV2(), batch)) / 1e6).toBeCloseTo(301, 0);
  });

  it('of a convolution with groups count only the channels of the group', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [2, 8, 10, 10]);
    const weight = net.weight([16, 2, 3, 3]);
    const model = net.output(net.node('Conv', [x, weight], { group: int(4), strides: ints([2, 2]) })).build();
    expect(await macsOf(model)).toBe(2 * 16 * 4 * 4 * (2 * 9));
  });

  it('of a transposed convolution go by its inputs', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [1, 8, 5, 5]);
    const model = net
      .output(net.node('ConvTranspose', [x, net.weight([8, 4, 2, 2])], { strides: ints([2, 2]) }))
      .build();
    expect(await macsOf(model)).toBe(8 * 25 * 4 * 4);
  });

  it('of products sum over what they contract', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [3, 5, 7]);
    const product = net.node('MatMul', [x, net.weight([7, 11])]);
    const flat = net.node('Flatten', [product]);
    const gemm = net.node('Gemm', [flat, net.weight([55, 2]), net.bias(2)]);
    const einsum = net.node('Einsum', [x, net.weight([7, 4])], { equation: text('abc,cd->abd') });
    const model = net.output(gemm).output(einsum).build();
    expect(await macsOf(model)).toBe(3 * 5 * 11 * 7 + 3 * 2 * 55 + 3 * 5 * 7 * 4);
  });

  it('of attention without projections are those with all keys', async () => {
    const net = new ModelBuilder({ opset: 13, domains: { 'com.microsoft': 1 } });
    const queries = net.input('q', [2, 5, 16]);
    const keys = [net.input('k', [2, 7, 16]), net.input('v', [2, 7, 16])];
    const attributes = { num_heads: int(4) };
    const attended = net.node('MultiHeadAttention', [queries, ...keys], attributes, { domain: 'com.microsoft' });
    const model = net.output(attended).build();
    expect(await macsOf(model)).toBe(2 * 4 * (5 * 7 * 4) * 2);
  });

  it('of a product of a transposed matrix sum over its rows', async () => {
    const net = new ModelBuilder({ opset: 13, domains: { 'com.microsoft': 1 } });
    const operands = [net.input('a', [6, 3]), net.weight([6, 4])];
    const product = net.node('FusedMatMul', operands, { transA: int(1) }, { domain: 'com.microsoft' });
    expect(await macsOf(net.output(product).build())).toBe(3 * 4 * 6);
  });

  it('of an LSTM are those of input and state in every step', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [6, 2, 5]);
    const model = net
      .output(net.node('LSTM', [x, net.weight([1, 12, 5]), net.weight([1, 12, 3])], { hidden_size: int(3) }))
      .build();
    expect(await macsOf(model)).toBe(6 * 2 * (12 * 5 + 12 * 3));
  });

  it('are unknown without shapes, and none for nodes that only move or add', () => {
    const net = new ModelBuilder();
    const x = net.input('x', ['N', 8]);
    const product = net.node('MatMul', [x, net.weight([8, 4])], {}, { output: 'product' });
    const model = net.output(net.node('Relu', [product])).build();
    expect(countMacs(model, new Map())).toEqual({ total: 0, unknown: 1 });
    const types = new Map([
      ['x', { type: 'float32' as const, dims: [2, 8] }],
      ['product', { type: 'float32' as const, dims: [2, 4] }],
    ]);
    expect([...macsByNode(model.graph, types)]).toEqual([['product', 2 * 4 * 8]]);
  });
});
