import { describe, expect, it } from 'vitest';
import { mobileNetV2 } from '../../../test/fixtures/mobileNetV2.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { QdqBuilder } from '../../../test/fixtures/qdqBuilder.ts';
import { int } from '../onnx/attributes.ts';
import type { TensorHeader } from '../onnx/model.ts';
import { elementCount } from '../onnx/tensor.ts';
import { profileNodes, totalsByOperator } from './nodeProfile.ts';

const float = (...dims: readonly number[]): TensorHeader => ({ type: 'float32', dims });

describe('profileNodes', () => {
  it('counts what a node multiplies, stores and writes', () => {
    const net = new ModelBuilder();
    const inputs = [net.input('x', ['N', 8]), net.weight([8, 4], { name: 'w' }), net.bias(4, 1, 'b')];
    const gemm = net.node('Gemm', inputs, {}, { output: 'gemm' });
    const model = net.output(net.node('Relu', [gemm], {}, { output: 'y' })).build();
    const types = new Map([
      ['x', float(2, 8)],
      ['w', float(8, 4)],
      ['b', float(4)],
      ['gemm', float(2, 4)],
    ]);
    expect(profileNodes(model, types)).toEqual([
      { node: 'gemm', operator: 'Gemm', macs: 64, parameters: 36, parameterBytes: 144, activationBytes: 32 },
      { node: 'y', operator: 'Relu', macs: 0, parameters: 0, parameterBytes: 0, activationBytes: undefined },
    ]);
  });

  it('gives a quantized weight to the node that reads it, with its scales', () => {
    const net = new QdqBuilder({ opset: 17 });
    const x = net.pair(net.input('x', [1, 32]));
    const product = net.node('MatMul', [x, net.quantizedWeight([32, 16])]);
    const profiles = profileNodes(net.output(product).build(), new Map());
    const matMul = profiles.find(({ operator }) => operator === 'MatMul');
    expect(matMul).toMatchObject({ parameters: 32 * 16 + 2, parameterBytes: 32 * 16 + 4 + 1, macs: undefined });
    // The pair on the activation stays, with its own scale and zero point; the weight's is no node of its own.
    expect(profiles.map(({ operator }) => operator)).toEqual(['QuantizeLinear', 'DequantizeLinear', 'MatMul']);
  });

  it('counts a shared tensor once', () => {
    const net = new ModelBuilder({ weights: 'constant-nodes' });
    const weight = net.matrix(8, 8);
    const first = net.node('MatMul', [net.input('x', [1, 8]), weight]);
    const model = net.output(net.node('MatMul', [first, weight])).build();
    expect(profileNodes(model, new Map()).map(({ parameters }) => parameters)).toEqual([64, 0]);
  });

  it('sums to all the weights of a model', () => {
    const model = mobileNetV2();
    const stored = [...model.graph.initializers].map((tensor) => elementCount(model.header(tensor).dims));
    const parameters = profileNodes(model, new Map()).reduce((sum, each) => sum + each.parameters, 0);
    expect(parameters).toBe(stored.reduce((sum, count) => sum + count));
  });
});

it('totalsByOperator adds up nodes of an operator, the dearest first', () => {
  const net = new ModelBuilder();
  const x = net.input('x', [1, 8]);
  const flat = net.node(
    'Flatten',
    [net.node('MatMul', [x, net.matrix(8, 4, 'w')], {}, { output: 'a' })],
    { axis: int(1) },
    { output: 'f' },
  );
  const model = net.output(net.node('MatMul', [flat, net.matrix(4, 2, 'v')], {}, { output: 'b' })).build();
  const types = new Map([
    ['x', float(1, 8)],
    ['a', float(1, 4)],
    ['f', float(1, 4)],
    ['b', float(1, 2)],
  ]);
  expect(totalsByOperator(profileNodes(model, types))).toEqual([
    { operator: 'MatMul', nodes: 2, macs: 40, parameters: 40, parameterBytes: 160, activationBytes: 24 },
    { operator: 'Flatten', nodes: 1, macs: 0, parameters: 0, parameterBytes: 0, activationBytes: 16 },
  ]);
});
