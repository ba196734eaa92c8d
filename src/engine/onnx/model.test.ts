import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { field, initializer, modelBytes, varintField } from '../../../test/fixtures/wire.ts';
import {
  type AttributeValue,
  float,
  floats,
  graphValue,
  int,
  ints,
  makeNode,
  tensorValue,
  text,
  texts,
} from './attributes.ts';
import { MemoryBytes } from './byteSource.ts';
import { onnx } from './generated/onnx.js';
import type { Model } from './model.ts';
import { openModel } from './open.ts';
import { bytesOf, type DenseTensor } from './tensor.ts';

function built(edit: (net: ModelBuilder) => void, opset = 13): Model {
  const net = new ModelBuilder({ opset });
  edit(net);
  return net.build();
}

describe('the value of a constant', () => {
  const variants: Readonly<Record<string, readonly [AttributeValue, DenseTensor]>> = {
    value_float: [float(1.5), { type: 'float32', dims: [], data: Float32Array.of(1.5) }],
    value_floats: [floats([1, 2]), { type: 'float32', dims: [2], data: Float32Array.of(1, 2) }],
    value_int: [int(-7), { type: 'int64', dims: [], data: BigInt64Array.of(-7n) }],
    value_ints: [ints([1, -2, 3]), { type: 'int64', dims: [3], data: BigInt64Array.of(1n, -2n, 3n) }],
    value_string: [text('größer'), { type: 'string', dims: [], data: ['größer'] }],
    value_strings: [texts(['a', '']), { type: 'string', dims: [2], data: ['a', ''] }],
  };
  for (const [name, [value, expected]] of Object.entries(variants)) {
    it(`is that of its attribute ${name}`, () => {
      const model = built(({ model: { graph } }) =>
        graph.add(makeNode('Constant', [], ['c'], { attributes: { [name]: value } })),
      );
      expect(model.constant(model.graph, 'c')).toEqual(expected);
      expect(model.constantHeader(model.graph, 'c')).toEqual({ type: expected.type, dims: expected.dims });
    });
  }

  it('is that of its tensor, or of its sparse tensor', () => {
    const model = built(({ model }) => {
      const value = model.tensor('', 'int8', [2], Int8Array.of(1, -1));
      model.graph.add(makeNode('Constant', [], ['c'], { attributes: { value: tensorValue(value) } }));
      const sparseTensor = onnx.SparseTensorProto.create({
        values: model.tensor('', 'float32', [1], Float32Array.of(4)),
        indices: model.tensor('', 'int64', [1], BigInt64Array.of(1n)),
        dims: model.tensor('', 'float32', [3], new Float32Array(3)).dims,
      });
      const attribute = onnx.AttributeProto.create({ name: 'sparse_value', sparseTensor });
      model.graph.add(makeNode('Constant', [], ['s'], { attributes: { sparse_value: () => attribute } }));
    });
    expect(model.constant(model.graph, 'c')).toEqual({ type: 'int8', dims: [2], data: Int8Array.of(1, -1) });
    expect(model.constant(model.graph, 's')).toEqual({ type: 'float32', dims: [3], data: Float32Array.of(0, 4, 0) });
    expect(model.constantHeader(model.graph, 's')).toEqual({ type: 'float32', dims: [3] });
  });

  it('is undefined for what is computed, fed, unknown, or of another domain', () => {
    const model = built((net) => {
      net.node('Relu', [net.input('x', [1])], {}, { output: 'y' });
      net.node('Constant', [], { value_float: float(1) }, { output: 'own', domain: 'own' });
      net.node('Constant', [], {}, { output: 'nothing' });
    });
    for (const name of ['x', 'y', 'missing', 'own', 'nothing', '']) {
      expect(model.constant(model.graph, name)).toBeUndefined();
      expect(model.constantHeader(model.graph, name)).toBeUndefined();
    }
  });

  it('is found from inside a subgraph, unless an input of that hides it', () => {
    const model = built((net) => {
      net.scalar(3, 'outer');
      const info = (name: string): onnx.ValueInfoProto => onnx.ValueInfoProto.create({ name });
      const body = onnx.GraphProto.create({
        node: [makeNode('Relu', ['outer'], ['z'])],
        input: [info('hidden')],
        output: [info('z')],
      });
      net.scalar(4, 'hidden');
      net.node('Loop', ['', ''], { body: graphValue(body) }, { output: 'y' });
    });
    const [inner] = [...model.graphs()].slice(1);
    expect(model.constant(inner!, 'outer')?.data).toEqual(Float32Array.of(3));
    expect(model.constant(inner!, 'hidden')).toBeUndefined();
  });
});

describe('a model', () => {
  it('says and sets the version of its operators, the standard domain by either name', () => {
    const model = built(() => undefined, 17);
    expect([model.opset(), model.opset('ai.onnx'), model.opset('own')]).toEqual([17, 17, undefined]);
    model.setOpset(21, 'ai.onnx');
    model.setOpset(2, 'own');
    expect([model.opset(), model.opset('own')]).toEqual([21, 2]);
    expect(model.proto.opsetImport.length).toBe(2);
  });

  it('stores tensors without a copy, and texts', () => {
    const model = built(() => undefined);
    const data = Float32Array.of(1, 2, 3);
    const tensor = model.tensor('w', 'float32', [3], data);
    data[0] = 9;
    expect(model.read(tensor).data).toEqual(Float32Array.of(9, 2, 3));
    expect(model.read(model.tensor('t', 'string', [2], ['ä', '']))).toEqual({
      type: 'string',
      dims: [2],
      data: ['ä', ''],
    });
    expect(model.read(model.tensor('e', 'float32', [0, 2], new Float32Array(0))).data.length).toBe(0);
  });

  it('is copied with its own structure and the same weights', () => {
    const model = built((net) => {
      net.output(net.node('MatMul', [net.input('x', [1, 64]), net.matrix(64, 64, 'w')], {}, { output: 'y' }));
    });
    const copy = model.clone();
    const [node] = copy.graph.nodes;
    copy.graph.setOutput(node!, 0, 'z');
    copy.setOpset(14);
    expect(model.graph.producer('y')).toBeDefined();
    expect(model.opset()).toBe(13);
    expect(copy.payloads).toBe(model.payloads);
    expect(copy.constant(copy.graph, 'w')).toEqual(model.constant(model.graph, 'w'));
  });

  it('copies edits that were made before, not those made after', () => {
    const model = built((net) => net.output(net.node('Relu', [net.input('x', [1])], {}, { output: 'y' })));
    model.graph.add(makeNode('Neg', ['y'], ['z']));
    const copy = model.clone();
    model.graph.add(makeNode('Abs', ['z'], ['a']));
    expect([...copy.graph.nodes].map(({ opType }) => opType)).toEqual(['Relu', 'Neg']);
  });

  it('has functions, whose bodies are graphs that can be edited', () => {
    const weight = field(
      5,
      field(1, 'value'),
      field(5, varintField(1, 400), varintField(2, 1), field(9, new Uint8Array(1600))),
    );
    const inside = field(7, field(2, 'c'), field(4, 'Constant'), weight);
    const call = field(7, field(1, 'a'), field(1, 'c'), field(2, 'b'), field(4, 'Add'));
    const ownOpset = field(9, varintField(2, 13));
    const body = field(25, field(1, 'AddOn'), field(4, 'a'), field(5, 'b'), inside, call, ownOpset, field(10, 'own'));
    const bytes = Buffer.concat([modelBytes(initializer('w', 1, [1], field(9, new Uint8Array(4)))), body]);
    const model = openModel(new MemoryBytes('functions.onnx', bytes));
    const [own] = model.functions;
    expect(own?.body.path).toBe('own::AddOn/');
    const [constant, add] = own!.body.inOrder();
    expect(own!.body.id(add!)).toBe('own::AddOn/b');
    expect(model.constant(own!.body, 'c')?.data).toEqual(new Float32Array(400));
    expect([...model.graphs()].map((graph) => graph.path)).toEqual(['', 'own::AddOn/']);
    own!.body.remove(constant!);
    own!.body.setInput(add!, 1, 'a');
    model.commit();
    expect(model.proto.functions[0]?.node.map(({ opType }) => opType)).toEqual(['Add']);
  });

  it('has graphs inside graphs, outer ones first', () => {
    const branch = (name: string, node: onnx.NodeProto): onnx.GraphProto =>
      onnx.GraphProto.create({ name, node: [node] });
    const inner = makeNode('If', ['c'], ['z'], {
      attributes: { then_branch: graphValue(branch('p', makeNode('A', [], ['p']))) },
    });
    const outer = makeNode('If', ['c'], ['y'], { attributes: { then_branch: graphValue(branch('q', inner)) } });
    const model = built((net) => net.model.graph.add(outer));
    expect([...model.graphs()].map((graph) => graph.path)).toEqual([
      '',
      'y/then_branch/',
      'y/then_branch/z/then_branch/',
    ]);
  });

  it('closes the files it was opened from', () => {
    const source = new MemoryBytes(
      'closed.onnx',
      modelBytes(initializer('w', 1, [1], field(9, bytesOf(Float32Array.of(1))))),
    );
    let closed = 0;
    source.close = () => closed++;
    openModel(source).close();
    expect(closed).toBe(1);
  });
});
