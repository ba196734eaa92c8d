import { describe, expect, it } from 'vitest';
import { outputsOf, seededFeeds } from '../../../../test/fixtures/computes.ts';
import { type BuilderOptions, valueInfo } from '../../../../test/fixtures/modelBuilder.ts';
import { int, makeNode, tensorValue } from '../../onnx/attributes.ts';
import { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { declaredTypes } from '../../runtime/tensorTypes.ts';
import { channelGroups, type ChannelGroupsOptions } from './channelGroups.ts';
import { maskChannels } from './maskChannels.ts';
import { removeChannels } from './removeChannels.ts';
import { typesAfter } from './typesAfter.ts';
import { SmallNet } from './testing/smallNet.ts';

/** Two layers with 6 channels between them, all of whose tensors are declared. */
function twoLayers(options: BuilderOptions = {}): Model {
  const net = new SmallNet(options);
  const inner = net.node('Gemm', [net.input('x', [2, 4]), net.weight([4, 6]), net.bias(6)], {}, { output: 'inner' });
  const active = net.node('Relu', [inner], {}, { output: 'active' });
  net.node('Gemm', [active, net.weight([6, 3]), net.bias(3)], {}, { output: 'y' });
  for (const name of ['inner', 'active']) net.model.graph.addValueInfo(valueInfo(name, ['N', 6]));
  return net.output('y', [2, 3]).build();
}

/** Types that a test gives: those of constants and inputs, and of what is computed from them. */
function typesOf(model: Model) {
  const types = new Map(declaredTypes(model));
  for (const name of ['inner', 'active']) types.set(name, { type: 'float32', dims: [2, 6] });
  types.set('y', { type: 'float32', dims: [2, 3] });
  return types;
}

function prune(model: Model, units: readonly number[], options: ChannelGroupsOptions = {}): Model {
  const types = typesOf(model);
  const groups = channelGroups(model, types, options);
  removeChannels(model, groups, new Map([[groups.groups[0]!.id, units]]), types);
  return model;
}

const dims = (info: onnx.ValueInfoProto | undefined) =>
  info?.type?.tensorType?.shape?.dim.map((dim) => dim.dimParam || dim.dimValue.toNumber());

const shapeOf = (model: Model, name: string) => model.constantHeader(model.graph, name)?.dims;

it.each(['initializers', 'inputs', 'constant-nodes'] as const)('cuts weights that are %s', async (weights) => {
  const model = prune(twoLayers({ weights }), [1, 4, 5]);
  expect(['weight_0', 'bias_0', 'weight_1', 'bias_1'].map((name) => shapeOf(model, name))).toEqual([
    [4, 3],
    [3],
    [3, 3],
    [3],
  ]);
  if (weights === 'inputs') expect(dims(model.graph.valueInfo('weight_0'))).toEqual([4, 3]);
  expect((await outputsOf(model, seededFeeds(model))).get('y')!.dims).toEqual([2, 3]);
});

it('keeps the columns, rows and biases of the channels that stay', () => {
  const [before, after] = [twoLayers(), prune(twoLayers(), [0, 2, 5])];
  const read = (model: Model, name: string) => [...(model.constant(model.graph, name)!.data as Float32Array)];
  const kept = [1, 3, 4];
  const weight = read(before, 'weight_0');
  expect(read(after, 'weight_0')).toEqual(
    [0, 1, 2, 3].flatMap((row) => kept.map((column) => weight[row * 6 + column])),
  );
  expect(read(after, 'bias_0')).toEqual(kept.map((unit) => read(before, 'bias_0')[unit]));
  expect(read(after, 'weight_1')).toEqual(kept.flatMap((row) => read(before, 'weight_1').slice(row * 3, row * 3 + 3)));
});

it('writes declared sizes anew where they are numbers', () => {
  const model = prune(twoLayers(), [3]);
  expect(dims(model.graph.valueInfo('inner'))).toEqual(['N', 5]);
  expect(dims(model.graph.valueInfo('y'))).toEqual([2, 3]);
  const outputs = prune(twoLayers(), [3], { pruneOutputs: true });
  expect(dims(outputs.graph.valueInfo('y'))).toEqual([2, 3]);
});

it('cuts outputs of the model if asked, and says so', () => {
  const model = twoLayers();
  const types = typesOf(model);
  expect(channelGroups(model, types).groups.map(({ units, isOutput }) => [units, isOutput])).toEqual([[6, false]]);
  const groups = channelGroups(model, types, { pruneOutputs: true });
  expect(groups.groups.map(({ units, isOutput }) => [units, isOutput])).toEqual([
    [6, false],
    [3, true],
  ]);
  removeChannels(model, groups, new Map([[groups.groups[1]!.id, [0]]]), types);
  expect(dims(model.graph.valueInfo('y'))).toEqual([2, 2]);
});

it('makes sparse weights dense', () => {
  const model = twoLayers();
  const values = model.tensor('sparse', 'float32', [3], Float32Array.of(1, 2, 3));
  const indices = model.tensor('', 'int64', [3], BigInt64Array.of(0n, 4n, 23n));
  const [gemm] = [...model.graph.nodes];
  model.graph.addSparseInitializer(
    onnx.SparseTensorProto.create({ values, indices, dims: model.tensor('', 'float32', [4, 6], []).dims }),
  );
  model.graph.setInput(gemm!, 1, 'sparse');
  prune(model, [1, 2, 3]);
  expect(model.graph.sparseInitializer('sparse')).toBeUndefined();
  expect(model.constant(model.graph, 'sparse')).toEqual({
    type: 'float32',
    dims: [4, 3],
    data: Float32Array.of(1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3),
  });
});

it('cuts a weight once that several layers share', () => {
  const net = new SmallNet();
  const [weight, bias] = [net.weight([6, 6]), net.bias(6)];
  let x = net.node('Gemm', [net.input('x', [2, 4]), net.weight([4, 6]), bias], {}, { output: 'inner' });
  x = net.node('Gemm', [x, weight, bias], {}, { output: 'active' });
  net.node('Gemm', [x, weight, bias], {}, { output: 'again' });
  net.node('Gemm', ['again', net.weight([6, 3])], {}, { output: 'y' });
  const model = net.output('y', [2, 3]).build();
  const types = typesOf(model).set('again', { type: 'float32', dims: [2, 6] });
  const groups = channelGroups(model, types);
  expect(groups.groups.map(({ units, producers }) => [units, producers.length])).toEqual([[6, 3]]);
  removeChannels(model, groups, new Map([[groups.groups[0]!.id, [0, 5]]]), types);
  expect(shapeOf(model, weight)).toEqual([4, 4]);
  expect(typesAfter(types, groups, new Map([[groups.groups[0]!.id, [0, 5]]])).get(weight)!.dims).toEqual([4, 4]);
});

it('leaves copies of the model and their weights as they were', () => {
  const model = twoLayers();
  const copy = model.clone();
  prune(copy, [0, 1, 2]);
  expect(shapeOf(model, 'weight_0')).toEqual([4, 6]);
  expect(dims(model.graph.valueInfo('inner'))).toEqual(['N', 6]);
});

describe('refuses', () => {
  const model = twoLayers();
  const types = typesOf(model);
  const groups = channelGroups(model, types);
  const { id } = groups.groups[0]!;
  it.each([
    ['to take all channels', id, [0, 1, 2, 3, 4, 5]],
    ['channels that are not there', id, [6]],
    ['groups that are not there', 'other', [0]],
  ])('%s', (_, group, units) => {
    expect(() => removeChannels(model, groups, new Map([[group, units]]), types)).toThrow();
    expect(shapeOf(model, 'weight_0')).toEqual([4, 6]);
  });

  it('to mask a model that has lost channels already', () => {
    const pruned = prune(twoLayers(), [0]);
    expect(() => maskChannels(pruned, groups, new Map([[id, [1]]]), types)).toThrow('weight_0');
  });
});

it('masks nothing but the parameters of the channels', () => {
  const [before, after] = [twoLayers(), twoLayers()];
  const types = typesOf(after);
  const groups = channelGroups(after, types);
  maskChannels(after, groups, new Map([[groups.groups[0]!.id, [2]]]), types);
  const read = (model: Model, name: string) => [...(model.constant(model.graph, name)!.data as Float32Array)];
  const zeroed = (name: string, isGone: (index: number) => boolean) =>
    read(before, name).map((value, index) => (isGone(index) ? 0 : value));
  expect(read(after, 'weight_0')).toEqual(zeroed('weight_0', (index) => index % 6 === 2));
  expect(read(after, 'bias_0')).toEqual(zeroed('bias_0', (index) => index === 2));
  expect(read(after, 'weight_1')).toEqual(zeroed('weight_1', (index) => Math.floor(index / 3) === 2));
  expect(read(after, 'bias_1')).toEqual(read(before, 'bias_1'));
});

it('masks integers by the zero point of their channel', () => {
  const model = twoLayers();
  const points = model.tensor('points', 'int8', [3], Int8Array.of(1, 2, 3));
  for (const tensor of [points, model.tensor('scales', 'float32', [3], Float32Array.of(1, 1, 1))])
    model.graph.addInitializer(tensor);
  const integers = model.tensor('integers', 'int8', [6, 3], new Int8Array(18).fill(9));
  model.graph.add(makeNode('Constant', [], ['integers'], { attributes: { value: tensorValue(integers) } }));
  model.graph.add(
    makeNode('DequantizeLinear', ['integers', 'scales', 'points'], ['real'], { attributes: { axis: int(1) } }),
  );
  const last = model.graph.producer('y')!;
  model.graph.setInput(last, 1, 'real');
  const types = typesOf(model).set('real', { type: 'float32', dims: [6, 3] });
  const groups = channelGroups(model, types);
  maskChannels(model, groups, new Map([[groups.groups[0]!.id, [1]]]), types);
  const data = [...(model.constant(model.graph, 'integers')!.data as Int8Array)];
  expect(data).toEqual([9, 9, 9, 1, 2, 3, ...new Array<number>(12).fill(9)]);
});
