import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CountingBytes } from '../../test/fixtures/countingBytes.ts';
import { largeModel } from '../../test/fixtures/largeModel.ts';
import { ModelBuilder } from '../../test/fixtures/modelBuilder.ts';
import { branching } from '../../test/fixtures/nestedGraphs.ts';
import { bytesOfModel } from '../../test/fixtures/structureOf.ts';
import { userErrorOf } from '../../test/fixtures/userErrorOf.ts';
import { VirtualFile } from '../../test/fixtures/virtualFile.ts';
import { field, initializer, modelBytes, varints } from '../../test/fixtures/wire.ts';
import { float, floats, int, ints, tensorValue, text } from '../engine/onnx/attributes.ts';
import { elementTypeCode } from '../engine/onnx/elementType.ts';
import { onnx } from '../engine/onnx/generated/onnx.js';
import type { Model } from '../engine/onnx/model.ts';
import { saveModel } from '../engine/onnx/save.ts';
import { noString } from '../protocol/graph/structure.ts';
import { GraphModel } from '../../webview/graph/prepare/graphModel.ts';
import { OpenedModel } from './openedModel.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-reader-'));
afterAll(() => rmSync(folder, { recursive: true }));

const memory = 2 ** 28;

function open(model: Model): { readonly opened: OpenedModel; readonly seen: GraphModel } {
  return openBytes(bytesOfModel(model));
}

function openBytes(bytes: Uint8Array) {
  const opened = new OpenedModel({ kind: 'memory', name: 'memory.onnx', bytes }, memory);
  return { opened, seen: new GraphModel(opened.structure()) };
}

function tensorNamed(seen: GraphModel, name: string): number {
  return Array.from({ length: seen.tensorCount }, (_, tensor) => tensor).find(
    (each) => seen.tensorName(each) === name,
  )!;
}

describe('a model of a gigabyte', () => {
  it('is opened by reading little, and its tensors by reading what is asked for', async () => {
    const source = new CountingBytes(new VirtualFile(largeModel(16)));
    expect(source.size).toBeGreaterThan(2 ** 30);
    const opened = new OpenedModel(source, memory);
    const seen = new GraphModel(opened.structure());
    expect(seen.nodeCount).toBe(48);
    expect(seen.structure.facts.inspection).toMatchObject({ parameters: 16 * 4096 ** 2, bytes: source.size });
    expect(source.bytesRead).toBeLessThan(2 ** 20);
    const before = source.bytesRead;
    const weight = seen.inputs(0)[1]!;
    expect(opened.values({ tensor: weight, offset: 10_000_000, count: 100 }).values.length).toBe(100);
    expect(source.bytesRead - before).toBe(400);
    await opened.statistics({ tensor: weight, bins: 16 });
    expect(source.bytesRead - before).toBe(400 + 2 * 4096 ** 2 * 4);
  });
});

describe('a node', () => {
  it('tells its attributes, also those that hold tensors and graphs', () => {
    const net = new ModelBuilder();
    const attributes = {
      axes: ints([0, -1]),
      alpha: float(0.2),
      scales: floats([1, 0.1]),
      mode: text('ä'.repeat(100_000)),
      value: tensorValue(net.model.tensor('', 'float16', [2], Uint16Array.of(0x3c00, 0xc000))),
    };
    const model = net.output(net.node('Odd', [net.input('x', [1])], attributes, { output: 'y' })).build();
    const proto = model.graph.producer('y')!;
    proto.docString = 'what it does';
    proto.metadataProps = [onnx.StringStringEntryProto.create({ key: 'from', value: 'here' })];
    proto.attribute.push(onnx.AttributeProto.create({ name: 'given', refAttrName: 'outer', type: 2 }));
    const { opened } = open(model);
    const { attributes: told, documentation, metadata } = opened.node(0);
    expect(told.map(({ name, kind, value }) => [name, kind, value.text.slice(0, 30), value.length])).toEqual([
      ['axes', 'ints', '[0, -1]', 7],
      ['alpha', 'float', '0.2', 3],
      ['scales', 'floats', '[1, 0.1]', 8],
      ['mode', 'string', 'ä'.repeat(30), 4097],
      ['value', 'tensor', 'float16 2 [1, -2]', 17],
      ['given', 'int', '0', 1],
    ]);
    expect(told.at(-1)?.givenBy).toBe('outer');
    expect(documentation.text).toBe('what it does');
    expect(metadata).toEqual([{ key: 'from', value: { text: 'here', length: 4 } }]);
  });

  it('tells which graphs its attributes are', () => {
    const { opened, seen } = open(branching());
    const told = opened.node(seen.nodeOfId('y')!).attributes.map(({ name, kind, graphs }) => [name, kind, graphs]);
    expect(told).toEqual([
      ['then_branch', 'graph', [1]],
      ['else_branch', 'graph', [2]],
    ]);
  });
});

describe('a tensor', () => {
  it('tells where it is stored', () => {
    const net = new ModelBuilder();
    const inputs = [net.input('x', ['N', 64]), net.matrix(64, 64, 'large'), net.bias(64, 0.1, 'small')];
    const model = net.output(net.node('Gemm', inputs, {}, { output: 'y' })).build();
    const file = path.join(folder, 'gemm.onnx');
    saveModel(model, file, { externalData: 'always' });
    const opened = new OpenedModel({ kind: 'file', path: file }, memory);
    const seen = new GraphModel(opened.structure());
    const [dataFile] = seen.structure.facts.dataFiles;
    const large = opened.tensor(tensorNamed(seen, 'large')).stored;
    expect(large).toMatchObject({ file: dataFile?.path, bytes: 64 * 64 * 4, sparse: false });
    expect(large?.offset).toBeGreaterThanOrEqual(0);
    expect(opened.tensor(tensorNamed(seen, 'small')).stored).toEqual({ file, bytes: 256, sparse: false });
    expect(opened.tensor(tensorNamed(seen, 'y')).stored).toBeUndefined();
    opened.close();
  });

  it('gives its values a page at a time, and no more than there are', () => {
    const net = new ModelBuilder();
    net.constant(
      'int64',
      [10],
      BigInt64Array.from({ length: 10 }, (_, index) => BigInt(index)),
      't',
    );
    const { opened, seen } = open(net.build());
    const tensor = tensorNamed(seen, 't');
    expect(opened.values({ tensor, offset: 7, count: 100 })).toEqual({
      offset: 7,
      values: BigInt64Array.of(7n, 8n, 9n),
    });
    expect(opened.values({ tensor, offset: 50, count: 1 }).values.length).toBe(0);
  });

  it('that is computed has no values, and texts and complex numbers have no statistics', async () => {
    const net = new ModelBuilder();
    const y = net.node('Relu', [net.input('x', [1])], {}, { output: 'y' });
    net.constant('string', [2], ['a', 'b'], 'words');
    net.constant('complex64', [1], Float32Array.of(1, 2), 'rotation');
    const { opened, seen } = open(net.output(y).build());
    expect(userErrorOf(() => opened.values({ tensor: tensorNamed(seen, 'y'), offset: 0, count: 1 }))).toEqual({
      code: 'reader.not-stored',
      args: { tensor: 'y', file: 'memory.onnx' },
    });
    expect(opened.values({ tensor: tensorNamed(seen, 'words'), offset: 1, count: 5 }).values).toEqual(['b']);
    for (const name of ['words', 'rotation']) {
      const query = { tensor: tensorNamed(seen, name), bins: 4 };
      await expect(opened.statistics(query)).rejects.toMatchObject({ detail: { code: 'reader.no-numbers' } });
      expect((await opened.zeros({ tensors: [query.tensor] })).zeros[0]).toBeNaN();
    }
  });

  it('of an inner graph is read with the values of that graph', async () => {
    const net = new ModelBuilder({ weights: 'constant-nodes' });
    const y = net.node('Add', [net.input('x', [2]), net.constant('float32', [2], Float32Array.of(0, 3), 'c')]);
    const { opened, seen } = open(net.output(y).build());
    expect([...(await opened.zeros({ tensors: [tensorNamed(seen, 'c')] })).zeros]).toEqual([1]);
  });

  it('that there is not is a defect of who asks', () => {
    const { opened, seen } = open(branching());
    const ask =
      (tensor: number, offset = 0, count = 1) =>
      () =>
        opened.values({ tensor, offset, count });
    expect(ask(seen.tensorCount)).toThrow(RangeError);
    expect(ask(tensorNamed(seen, 'weight'), -1)).toThrow(RangeError);
    expect(ask(tensorNamed(seen, 'weight'), 0, 1e9)).toThrow(RangeError);
    expect(() => opened.node(-1)).toThrow(RangeError);
  });
});

describe('the structure', () => {
  it('is the same each time it is asked for', () => {
    const opened = new OpenedModel({ kind: 'memory', name: 'm', bytes: bytesOfModel(branching()) }, memory);
    expect(opened.structure()).toEqual(opened.structure());
  });

  it('tells types and shapes as far as they are known', () => {
    const net = new ModelBuilder();
    const x = net.input('x', ['N', 3]);
    net.input('scalar', [], 'int64');
    const model = net.output(net.node('Relu', [x], {}, { output: 'y' })).build();
    const tensorType = onnx.TypeProto.Tensor.create({ elemType: elementTypeCode('float32') });
    const sequenceType = onnx.TypeProto.Sequence.create({ elemType: onnx.TypeProto.create({ tensorType }) });
    const sequence = onnx.TypeProto.create({ sequenceType });
    model.graph.addInput(onnx.ValueInfoProto.create({ name: 'list', type: sequence }));
    model.commit();
    const { seen } = open(model);
    const told = ['x', 'scalar', 'list', 'y'].map((name) => {
      const tensor = tensorNamed(seen, name);
      return [seen.tensorType(tensor)?.name, seen.tensorShape(tensor), seen.structure.tensors.elements[tensor]];
    });
    expect(told).toEqual([
      ['float32', 'N×3', Number.NaN],
      ['int64', '', 1],
      ['seq(tensor(float32))', undefined, Number.NaN],
      ['float32', undefined, Number.NaN],
    ]);
    expect(seen.structure.tensors.shape[tensorNamed(seen, 'list')]).toBe(noString);
  });
});

describe('a file that is no model one can look at', () => {
  const nested = (depth: number): Uint8Array =>
    depth === 0 ? field(1, field(4, 'Leaf')) : field(1, field(4, 'If'), field(5, field(6, nested(depth - 1))));

  it.each([
    ['is empty', new Uint8Array(0), 'onnx.empty'],
    ['is text', Buffer.from('{"not": "a model"}'), 'onnx.other-format'],
    [
      'is a pointer of Git LFS',
      Buffer.from('version https://git-lfs.example/spec/v1\noid sha256:00\nsize 1\n'),
      'onnx.lfs-pointer',
    ],
    ['has no graph', field(2, 'producer'), 'onnx.not-a-model'],
    ['nests too deep', modelBytes(nested(2000)), 'onnx.too-deep'],
    [
      'writes a tensor twice',
      modelBytes(field(1, field(2, 'y'), field(4, 'A')), field(1, field(2, 'y'), field(4, 'B'))),
      'onnx.duplicate-output',
    ],
    [
      'has an element type that there is not',
      modelBytes(initializer('t', 99, [1], field(9, new Uint8Array(4)))),
      'onnx.bad-element-type',
    ],
    ['has a negative dimension', modelBytes(initializer('t', 1, [-1])), 'onnx.bad-dimensions'],
  ])('%s', (_what, bytes, code) => {
    expect(userErrorOf(() => openBytes(bytes)).code).toBe(code);
  });

  it('is refused wherever it was cut off, or shown as far as it goes', () => {
    const whole = bytesOfModel(branching());
    let refused = 0;
    for (let length = 0; length < whole.length; length += 3) {
      try {
        openBytes(whole.slice(0, length));
      } catch (error) {
        expect(error).toMatchObject({ name: 'UserError' });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(whole.length / 10);
  });

  it('is refused before its structure fills the memory, and shown where it just fits', () => {
    const many = (count: number): Uint8Array =>
      modelBytes(Buffer.concat(new Array<Uint8Array>(count).fill(field(1, field(4, 'Op')))));
    const openWithin = (count: number, limit: number) => () =>
      new OpenedModel({ kind: 'memory', name: 'many.onnx', bytes: many(count) }, limit);
    expect(userErrorOf(openWithin(1_000_000, memory))).toMatchObject({
      code: 'onnx.structure-too-large',
      args: { file: 'many.onnx', gigabytes: 0.25 },
    });
    expect(openWithin(100_000, memory)().structure().nodes.operator.length).toBe(100_000);
  });

  it('has an integer tensor that lies', () => {
    const values = field(7, varints(new Array<number>(500).fill(300)));
    const { opened, seen } = openBytes(modelBytes(initializer('t', elementTypeCode('int64'), [600], values)));
    const tensor = tensorNamed(seen, 't');
    expect(userErrorOf(() => opened.values({ tensor, offset: 400, count: 200 })).code).toBe('onnx.truncated-tensor');
  });
});

it('an attribute of one node is found among those of many', () => {
  const net = new ModelBuilder();
  let x = net.input('x', [1]);
  for (let count = 0; count < 10; count++) x = net.node('Odd', [x], { index: int(count) });
  const { opened } = open(net.output(x).build());
  expect(opened.node(7).attributes).toMatchObject([{ name: 'index', value: { text: '7' } }]);
});
