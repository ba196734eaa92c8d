import { describe, expect, it } from 'vitest';
import { graphValue, int, ints, makeNode } from '../../../src/engine/onnx/attributes.ts';
import type { Model } from '../../../src/engine/onnx/model.ts';
import { badgeOf, shortType } from '../../../webview/graph/prepare/fold/pairs.ts';
import { fold } from '../../../webview/graph/prepare/fold/fold.ts';
import { role } from '../../../webview/graph/prepare/fold/roles.ts';
import type { GraphModel } from '../../../webview/graph/prepare/graphModel.ts';
import { exportedTransformer } from '../../fixtures/exportedTransformer.ts';
import { ModelBuilder } from '../../fixtures/modelBuilder.ts';
import { body } from '../../fixtures/nestedGraphs.ts';
import { QdqBuilder } from '../../fixtures/qdqBuilder.ts';
import { graphModelOf } from '../../fixtures/structureOf.ts';

const roleNames = Object.keys(role) as (keyof typeof role)[];

/** What becomes of each node, with the operator it is shown with. */
function folded(file: Model): readonly string[] {
  const model = graphModelOf(file);
  const { roles, owner } = fold(model);
  return Array.from({ length: model.nodeCount }, (_, node) => {
    const with_ = owner[node]! < 0 ? '' : ` with ${model.operator(owner[node]!)}`;
    return `${model.operator(node)} ${roleNames[roles[node]!]!}${with_}`;
  });
}

function nodeOf(model: GraphModel, operator: string): number {
  return Array.from({ length: model.nodeCount }, (_, node) => node).find((node) => model.operator(node) === operator)!;
}

describe('constants', () => {
  it('fold into who reads them, also by way of nodes that compute with constants alone', () => {
    const net = new ModelBuilder({ weights: 'constant-nodes' });
    const x = net.input('x', [4, 4]);
    const turned = net.node('Transpose', [net.node('Cast', [net.matrix(4, 4)], { to: int(1) })], {
      perm: ints([1, 0]),
    });
    expect(folded(net.output(net.node('Relu', [net.node('MatMul', [x, turned])])).build())).toEqual([
      'Constant constant with MatMul',
      'Cast expression with MatMul',
      'Transpose expression with MatMul',
      'MatMul drawn',
      'Relu drawn',
    ]);
  });

  it('of several readers fold into the first', () => {
    const net = new ModelBuilder({ weights: 'constant-nodes' });
    const [x, weight] = [net.input('x', [4]), net.bias(4)];
    const sum = net.node('Add', [x, weight]);
    expect(folded(net.output(net.node('Mul', [sum, weight])).build())[0]).toBe('Constant constant with Add');
  });

  it('that leave the graph, or that nobody reads, are drawn', () => {
    const net = new ModelBuilder({ weights: 'constant-nodes' });
    const [leaving, unread] = [net.bias(4), net.bias(4)];
    expect(unread).not.toBe(leaving);
    const model = net
      .output(net.node('Relu', [net.input('x', [4])]))
      .output(leaving)
      .build();
    expect(folded(model)).toEqual(['Constant drawn', 'Constant drawn', 'Relu drawn']);
  });

  it('that are random are not constant', () => {
    const net = new ModelBuilder({ opset: 17 });
    const noise = net.node('RandomNormalLike', [net.bias(4)]);
    expect(folded(net.output(net.node('Add', [net.input('x', [4]), noise])).build())).toContain(
      'RandomNormalLike drawn',
    );
  });

  it('read only inside a body fold into the node that holds it', () => {
    const net = new ModelBuilder({ opset: 17, weights: 'constant-nodes' });
    const [condition, x, weight] = [net.input('c', [], 'bool'), net.input('x', [4]), net.bias(4)];
    const branch = (name: string) =>
      graphValue(body(name, [makeNode('Add', [x, weight], [`${name}_y`])], [`${name}_y`]));
    const y = net.node('If', [condition], { then_branch: branch('then'), else_branch: branch('else') });
    expect(folded(net.output(y).build())[0]).toBe('Constant constant with If');
  });
});

describe('pairs of QuantizeLinear and DequantizeLinear', () => {
  it('are shown with what writes the tensor, else with who reads it', () => {
    const net = new QdqBuilder();
    const x = net.pair(net.input('x', [1, 16, 8, 8]));
    const y = net.pair(net.node('Relu', [net.conv(x)]));
    expect(folded(net.output(net.node('MaxPool', [y])).build())).toEqual([
      'QuantizeLinear pair with Conv',
      'DequantizeLinear pair with Conv',
      'DequantizeLinear expression with Conv',
      'DequantizeLinear expression with Conv',
      'Conv drawn',
      'Relu drawn',
      'QuantizeLinear pair with Relu',
      'DequantizeLinear pair with Relu',
      'MaxPool drawn',
    ]);
  });

  it('are drawn where an operator reads the integers, or they leave the graph', () => {
    const net = new QdqBuilder();
    const integers = net.node('QuantizeLinear', [net.input('x', [4]), ...net.parameters()]);
    net.output(net.node('DequantizeLinear', [integers, ...net.parameters()]));
    const shape = net.node('Reshape', [integers, net.ints([2, 2])]);
    expect(folded(net.output(shape, undefined, 'uint8').build()).slice(0, 2)).toEqual([
      'QuantizeLinear drawn',
      'DequantizeLinear drawn',
    ]);
  });

  it('are drawn where the scale is computed', () => {
    const net = new QdqBuilder();
    const x = net.input('x', [4]);
    const scale = net.node('ReduceMax', [net.node('Abs', [x])]);
    const zeroPoint = net.constant('uint8', [], Uint8Array.of(0));
    const y = net.pair(x, [scale, zeroPoint]);
    expect(folded(net.output(y).build())).toContain('QuantizeLinear drawn');
  });

  it('between an input and an output are drawn: there is nothing to show them with', () => {
    const net = new QdqBuilder();
    const model = net.output(net.pair(net.input('x', [4]))).build();
    expect(folded(model)).toEqual(['QuantizeLinear drawn', 'DequantizeLinear drawn']);
  });

  it('of which one part goes to an output alone are shown with the other reader', () => {
    const net = new QdqBuilder();
    const parameters = net.parameters();
    const integers = net.node('QuantizeLinear', [net.input('x', [4]), ...parameters]);
    net.output(net.node('DequantizeLinear', [integers, ...parameters]));
    net.output(net.node('Relu', [net.node('DequantizeLinear', [integers, ...parameters])]));
    expect(folded(net.build())).toEqual([
      'QuantizeLinear pair with Relu',
      'DequantizeLinear pair with Relu',
      'DequantizeLinear pair with Relu',
      'Relu drawn',
    ]);
  });

  it('tell type and granularity', () => {
    const net = new QdqBuilder({ opset: 21 });
    const x = net.input('x', [1, 4]);
    const scales = net.uniform([4], 0.1, 1);
    const zeros = net.constant('int8', [4], new Int8Array(4));
    net.output(net.node('QuantizeLinear', [x, scales, zeros], { axis: int(1) }), undefined, 'int8');
    const model = graphModelOf(net.build());
    const node = nodeOf(model, 'QuantizeLinear');
    expect(badgeOf(model, node)).toEqual({ text: 's8', type: 'int8', granularity: 'channel' });
    const plain = new QdqBuilder();
    plain.output(plain.node('QuantizeLinear', [plain.input('x', [4]), plain.scalar(0.1)]), undefined, 'uint8');
    const other = graphModelOf(plain.build());
    expect(badgeOf(other, 0)).toEqual({ text: 'u8', type: 'uint8', granularity: 'tensor' });
  });

  it.each([
    ['uint8', 'u8'],
    ['int4', 's4'],
    ['float16', 'f16'],
    ['bfloat16', 'bf16'],
    ['float8e4m3fn', 'f8e4m3fn'],
  ])('of %s are called %s', (type, short) => {
    expect(shortType(type)).toBe(short);
  });
});

describe('computations of shapes', () => {
  it('fold, with the constants they use, into who reads the shape', () => {
    const net = new ModelBuilder({ opset: 17 });
    const x = net.input('x', ['N', 4]);
    const size = net.node('Gather', [net.node('Shape', [x]), net.ints([0])]);
    const shape = net.node('Concat', [size, net.ints([-1])], { axis: int(0) });
    const model = net.output(net.node('Reshape', [net.node('Relu', [x]), shape])).build();
    expect(folded(model)).toEqual([
      'Shape shape with Reshape',
      'Gather shape with Reshape',
      'Concat shape with Reshape',
      'Relu drawn',
      'Reshape drawn',
    ]);
    const graphModel = graphModelOf(model);
    const sources = [...fold(graphModel).shapeSources.values()];
    expect(sources.map((tensors) => tensors.map((tensor) => graphModel.tensorName(tensor)))).toEqual([
      ['x'],
      ['x'],
      ['x'],
    ]);
  });

  it('are drawn as far as data is mixed in, or the result leaves the graph', () => {
    const net = new ModelBuilder({ opset: 17 });
    const x = net.input('x', ['N', 4]);
    const size = net.node('Cast', [net.node('Shape', [x])], { to: int(1) });
    net.output(net.node('Shape', [x]), undefined, 'int64');
    expect(folded(net.output(net.node('Mul', [size, x])).build())).toEqual([
      'Shape shape with Mul',
      'Cast shape with Mul',
      'Shape drawn',
      'Mul drawn',
    ]);
  });

  it('do not swallow a table that is looked up', () => {
    const net = new ModelBuilder({ opset: 17 });
    const x = net.input('x', ['N', 4]);
    const position = net.node('Gather', [net.matrix(100, 8), net.node('Shape', [x])]);
    expect(folded(net.output(net.node('Relu', [position])).build())).toContain('Gather drawn');
  });

  it('are all that is folded away of a transformer that was traced', () => {
    const all = folded(exportedTransformer(300));
    const drawn = new Set(all.filter((each) => each.endsWith(' drawn')).map((each) => each.split(' ')[0]!));
    for (const operator of ['Shape', 'Unsqueeze', 'Concat', 'Squeeze', 'Slice', 'Constant']) {
      expect(drawn).not.toContain(operator);
    }
    expect(all.every((each) => each.endsWith(' drawn') || each.includes(' with '))).toBe(true);
  });
});

describe('the order of nodes', () => {
  it('is that of the file where that is one, and has every tensor written before it is read', () => {
    const model = graphModelOf(exportedTransformer(100));
    expect([...fold(model).order]).toEqual(Array.from({ length: model.nodeCount }, (_, node) => node));
  });

  it('is found where the file has none, and ends in a loop too', () => {
    const net = new ModelBuilder();
    const x = net.input('x', [4]);
    const { graph } = net.model;
    graph.add(makeNode('Add', ['later', 'later'], ['y']));
    graph.add(makeNode('Relu', [x], ['later']));
    graph.add(makeNode('Mul', ['one', x], ['other']));
    graph.add(makeNode('Neg', ['other'], ['one']));
    const model = graphModelOf(net.model);
    const { order } = fold(model);
    expect([...order].toSorted()).toEqual([0, 1, 2, 3]);
    expect(order.indexOf(1)).toBeLessThan(order.indexOf(0));
  });
});
