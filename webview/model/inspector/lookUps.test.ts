import { describe, expect, it } from 'vitest';
import { int } from '../../../src/engine/onnx/attributes.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { branching } from '../../../test/fixtures/nestedGraphs.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import { buildView } from '../../graph/prepare/view/buildView.ts';
import { bodyKey } from '../../graph/prepare/view/instance.ts';
import { prepare } from '../../graph/prepare/view/prepared.ts';
import { orderedChannels } from './channelChart.ts';
import { commonAttributes } from './commonFacts.ts';
import { formalParameter } from './formalParameters.ts';
import { membersOf } from './groupMembers.ts';
import { nodeWeights } from './nodeWeights.ts';
import { operatorDocumentation } from './operatorDocumentation.ts';
import { channelAxes, dimsOf, likelyAxis } from './tensorFacts.ts';

const tensorCalled = (model: GraphModel, name: string): number =>
  Array.from({ length: model.tensorCount }, (_, tensor) => tensor).find((each) => model.tensorName(each) === name)!;

describe('where an operator is documented', () => {
  it.each([
    ['', 'Conv', 'https://onnx.ai/onnx/operators/onnx__Conv.html'],
    ['ai.onnx.ml', 'TreeEnsemble', 'https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsemble.html'],
    [
      'com.microsoft',
      'MatMulNBits',
      'https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.MatMulNBits',
    ],
    ['own', 'Conv', undefined],
    ['', '../../evil?x="', undefined],
    ['', '', undefined],
  ])('%s %s', (domain, operator, address) => {
    expect(operatorDocumentation(domain, operator)).toBe(address);
  });
});

it('knows what the standard calls inputs and outputs', () => {
  const name = (operator: string, side: 'inputs' | 'outputs', position: number, domain = '') =>
    formalParameter({ domain, operator }, side, position);
  expect([name('Conv', 'inputs', 1), name('Conv', 'inputs', 2), name('Conv', 'outputs', 0)]).toEqual(['W', 'B', 'Y']);
  expect([name('Concat', 'inputs', 7), name('Split', 'outputs', 3), name('Constant', 'outputs', 0)]).toEqual([
    ...['inputs', 'outputs', 'output'],
  ]);
  expect([name('Loop', 'inputs', 5), name('TopK', 'outputs', 1), name('Unsqueeze', 'outputs', 0)]).toEqual([
    ...['v_initial', 'Indices', 'expanded'],
  ]);
  expect([name('Conv', 'inputs', 3), name('Conv', 'inputs', 0, 'own'), name('Nothing', 'inputs', 0)]).toEqual([
    ...[undefined, undefined, undefined],
  ]);
});

describe('the channels of a weight', () => {
  it('are where its reader has its outputs', () => {
    const net = new ModelBuilder({ opset: 13 });
    const x = net.input('x', [1, 4, 8, 8]);
    net.weight([6, 4, 3, 3], { name: 'conv' });
    net.weight([4, 5, 3, 3], { name: 'transposed' });
    net.matrix(8, 7, 'matrix');
    net.weight([7, 8], { name: 'gemm' });
    net.constant('int8', [6, 4, 1, 1], new Int8Array(24), 'per-tensor');
    net.constant('int8', [8, 3], new Int8Array(24), 'per-channel');
    const scale = net.scalar(0.1);
    const scales = net.uniform([8], 0.1, 0.2);
    net.output(net.node('Conv', [x, 'conv']));
    net.output(net.node('ConvTranspose', [x, 'transposed']));
    net.output(net.node('MatMul', [x, 'matrix']));
    net.output(net.node('Gemm', [net.input('rows', [2, 8]), 'gemm'], { transB: int(1) }));
    net.output(net.node('ConvTranspose', [x, net.node('DequantizeLinear', ['per-tensor', scale])]));
    net.output(net.node('MatMul', [x, net.node('DequantizeLinear', ['per-channel', scales], { axis: int(-2) })]));
    const model = graphModelOf(net.build());
    const axis = (name: string) => likelyAxis(model, tensorCalled(model, name));
    expect(['conv', 'transposed', 'matrix', 'gemm', 'per-tensor', 'per-channel'].map(axis)).toEqual([0, 1, 1, 0, 1, 0]);
    expect([likelyAxis(model, tensorCalled(model, scales)), dimsOf(model, tensorCalled(model, scale))]).toEqual([
      ...[undefined, []],
    ]);
  });

  it('are no dimension of one, nor one of millions', () => {
    expect(channelAxes([1, 64, 2_000_000, 3])).toEqual([1, 3]);
    expect(channelAxes([64])).toEqual([]);
  });

  it('can be ordered by how far they reach; those without a number are last', () => {
    const min = Float64Array.of(-1, NaN, -5, 2);
    const max = Float64Array.of(3, NaN, -4, 4);
    expect(orderedChannels(min, max, 'range')).toEqual([2, 3, 0, 1]);
    expect(orderedChannels(min, max, 'index')).toEqual([0, 1, 2, 3]);
  });
});

it('finds weights behind nodes that fold into their reader', () => {
  const net = new ModelBuilder({ opset: 13 });
  const quantized = net.constant('int8', [8, 3], new Int8Array(24), 'quantized');
  const weight = net.node('DequantizeLinear', [quantized, net.scalar(0.1)]);
  const bias = net.bias(3, 0.1, 'bias');
  const sum = net.node('Add', [net.node('MatMul', [net.input('x', [2, 8]), weight]), bias]);
  const model = graphModelOf(net.output(sum).build());
  const read = (operator: string): readonly string[] => {
    const node = Array.from({ length: model.nodeCount }, (_, each) => each).find(
      (each) => model.operator(each) === operator,
    )!;
    return nodeWeights(prepare(model), node).map((tensor) => model.tensorName(tensor));
  };
  expect(read('MatMul')[0]).toBe('quantized');
  expect(read('MatMul')).toHaveLength(2);
  expect(read('Add')).toEqual(['bias']);
});

it('finds what is in a group, inside closed bodies too', () => {
  const model = graphModelOf(branching());
  const holder = model.structure.graphs.holder.find((node) => node >= 0)!;
  const view = buildView(prepare(model), 0, new Set([bodyKey('', model.nodeId(holder))]));
  const body = view.groups.label.indexOf('then_branch');
  expect(membersOf(view, body).nodes.map((node) => model.operator(node))).toEqual(['Relu', 'MatMul']);
  const opened = view.groups.label.indexOf('If');
  expect(membersOf(view, opened).nodes.map((node) => model.operator(node))).toEqual(['If', 'Relu', 'MatMul', 'Neg']);
});

it('tells what attributes have in common', () => {
  const net = new ModelBuilder({ opset: 13 });
  const x = net.input('x', [2, 8]);
  net.output(net.node('Softmax', [x], { axis: int(1) })).output(net.node('Softmax', [x], { axis: int(0) }));
  net.output(net.node('Flatten', [x], { axis: int(1) })).output(net.node('Relu', [x]));
  const model = graphModelOf(net.build());
  expect(commonAttributes(model, [0, 2])).toEqual([{ name: 'axis', value: '1' }]);
  expect(commonAttributes(model, [0, 1])).toEqual([{ name: 'axis', value: undefined }]);
  expect(commonAttributes(model, [0, 3])).toEqual([{ name: 'axis', value: undefined }]);
  expect(commonAttributes(model, [3])).toEqual([]);
});
