import { describe, expect, it } from 'vitest';
import { ModelBuilder, valueInfo } from '../../../../test/fixtures/modelBuilder.ts';
import { type AttributeValue, graphValue, int, ints, makeNode } from '../attributes.ts';
import { onnx } from '../generated/onnx.js';
import { TensorFacts } from './tensorFacts.ts';

function factsOf(build: (net: ModelBuilder) => string) {
  const net = new ModelBuilder({ opset: 11 });
  const tensor = build(net);
  return new TensorFacts(net.model).of(net.model.graph, tensor);
}

type Attributes = Readonly<Record<string, AttributeValue>>;

describe('ranks', () => {
  it.each<readonly [string, Attributes, number | undefined]>([
    ['Relu', {}, 3],
    ['Transpose', { perm: ints([0, 2, 1]) }, 3],
    ['Squeeze', { axes: ints([1]) }, 2],
    ['Unsqueeze', { axes: ints([0, 1]) }, 5],
    ['Flatten', {}, 2],
    ['Shape', {}, 1],
    ['ReduceMean', { axes: ints([1]) }, 3],
    ['ReduceMean', { axes: ints([1]), keepdims: int(0) }, undefined],
    ['Squeeze', {}, undefined],
  ])('%s %o of three dimensions', (operator, attributes, rank) => {
    expect(factsOf((net) => net.node(operator, [net.input('x', [2, 1, 4])], attributes)).rank).toBe(rank);
  });

  it.each([
    [[4], [4], 0],
    [[3, 4], [4], 1],
    [[4], [5, 4, 2], 2],
    [[2, 3, 4], [4, 5], 3],
  ])('product of %o and %o', (a, b, rank) => {
    expect(factsOf((net) => net.node('MatMul', [net.input('a', a), net.input('b', b)])).rank).toBe(rank);
  });

  it('of sums, stored shapes, picks', () => {
    expect(factsOf((net) => net.node('Add', [net.input('a', [3]), net.input('b', [2, 1])])).rank).toBe(2);
    expect(factsOf((net) => net.node('Reshape', [net.input('a', [6]), net.ints([1, -1, 2])])).rank).toBe(3);
    expect(factsOf((net) => net.node('Gather', [net.input('a', [3, 4]), net.input('i', [2, 2], 'int64')])).rank).toBe(
      3,
    );
    expect(factsOf((net) => net.node('Reshape', [net.input('a', [6]), net.input('s', [2], 'int64')])).rank).toBe(2);
    expect(factsOf((net) => net.node('Reshape', [net.input('a', [6]), net.input('s', ['n'], 'int64')])).rank).toBe(
      undefined,
    );
  });

  it('of shapes that are put together from sizes', () => {
    const flatten = factsOf((net) => {
      const shape = net.node('Shape', [net.input('x', ['n', 3, 4, 5])]);
      const batch = net.node(
        'Unsqueeze',
        [net.node('Gather', [shape, net.constant('int64', [], BigInt64Array.of(0n))])],
        {
          axes: ints([0]),
        },
      );
      const target = net.node('Concat', [batch, net.ints([-1])], { axis: int(0) });
      return net.node('Reshape', ['x', net.node('Cast', [target], { to: int(7) })]);
    });
    expect(flatten.rank).toBe(2);
    const cut = factsOf((net) => {
      const shape = net.node('Shape', [net.input('x', ['n', 3, 4, 5])]);
      const part = net.node('Slice', [shape, net.ints([-3]), net.ints([1000])]);
      return net.node('Reshape', ['x', net.node('Concat', [net.ints([-1]), part], { axis: int(0) })]);
    });
    expect(cut.rank).toBe(4);
  });

  it('declared ones count only where nothing better is known', () => {
    const net = new ModelBuilder({ opset: 11, domains: { custom: 1 } });
    const custom = net.node('Custom', [net.input('x', [2, 3])], {}, { domain: 'custom' });
    const kept = net.node('Relu', ['x']);
    for (const tensor of [custom, kept]) net.model.graph.addValueInfo(valueInfo(tensor, [1, 1, 1, 1]));
    const facts = new TensorFacts(net.model);
    expect(facts.of(net.model.graph, custom).rank).toBe(4);
    expect(facts.of(net.model.graph, kept).rank).toBe(2);
  });
});

describe('types', () => {
  it.each<readonly [string, Attributes, string]>([
    ['Relu', {}, 'float16'],
    ['Cast', { to: int(11) }, 'float64'],
    ['Shape', {}, 'int64'],
    ['IsNaN', {}, 'bool'],
    ['RandomNormalLike', {}, 'float16'],
    ['RandomNormalLike', { dtype: int(1) }, 'float32'],
  ])('%s %o of half precision', (operator, attributes, type) => {
    expect(factsOf((net) => net.node(operator, [net.input('x', [2], 'float16')], attributes)).type).toBe(type);
  });

  it('come from the input that has them', () => {
    const choose = factsOf((net) => {
      const inputs = [net.input('c', [2], 'bool'), net.input('a', [2], 'float64'), net.input('b', [2], 'float64')];
      return net.node('Where', inputs);
    });
    expect(choose.type).toBe('float64');
    expect(factsOf((net) => net.node('QuantizeLinear', [net.input('x', [2]), net.scalar(1)])).type).toBe('uint8');
    expect(factsOf((net) => net.node('ConstantOfShape', [net.ints([2])])).type).toBe('float32');
    expect(factsOf((net) => net.nodeWith(2, 'TopK', [net.input('x', [2]), net.ints([1])])[1]!).type).toBe(undefined);
  });

  it('come out of branches', () => {
    const branch = onnx.GraphProto.create({
      node: [makeNode('Relu', ['half'], ['positive'])],
      output: [onnx.ValueInfoProto.create({ name: 'positive' })],
    });
    const attributes = { then_branch: graphValue(branch), else_branch: graphValue(branch) };
    const fact = factsOf((net) => {
      net.input('half', [2], 'float16');
      return net.node('If', [net.input('condition', [], 'bool')], attributes);
    });
    expect(fact).toEqual({ type: 'float16', rank: undefined });
  });

  it('are unknown behind operators of others', () => {
    expect(factsOf((net) => net.node('Custom', [net.input('x', [2])], {}, { domain: 'custom' }))).toEqual({
      type: undefined,
      rank: undefined,
    });
  });
});
