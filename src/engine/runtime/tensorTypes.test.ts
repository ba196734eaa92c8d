import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelBuilder, valueInfo } from '../../../test/fixtures/modelBuilder.ts';
import { operatorModels } from '../../../test/fixtures/operatorModels.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { randomFeeds } from '../../../test/fixtures/randomFeeds.ts';
import { realModels } from '../../../test/fixtures/realModels.ts';
import type { Feeds } from '../data/dataset.ts';
import { graphValue, int, makeNode } from '../onnx/attributes.ts';
import { onnx } from '../onnx/generated/onnx.js';
import { Model, type TensorHeader } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { probedModel, untyped } from './probedModel.ts';
import { withSession } from './session.ts';
import { declaredTypes, tensorTypes } from './tensorTypes.ts';

let temporaryFolder: string;
beforeAll(async () => {
  temporaryFolder = await mkdtemp(path.join(os.tmpdir(), 'whittle-types-'));
});
afterAll(() => rm(temporaryFolder, { recursive: true }));

const headersOf = (tensors: Iterable<readonly [string, TensorHeader]>) =>
  new Map([...tensors].map(([name, { type, dims }]) => [name, { type, dims: [...dims] }] as const));

const written = (model: Model): readonly string[] =>
  [...model.graph.nodes]
    .filter((node) => node.opType !== 'Constant')
    .flatMap((node) => node.output.filter((output) => output !== ''));

/** The tensors themselves, as a run returns them when all of them are outputs. */
async function fetched(model: Model, feeds: Feeds): Promise<ReadonlyMap<string, TensorHeader>> {
  const probed = probedModel(model, (copy) => {
    copy.output = written(model).map(untyped);
  });
  return headersOf(await withSession(probed, { optimization: 'disabled' }, (session) => session.run(feeds)));
}

describe('tensorTypes', () => {
  it.each(realModels)('equals what $name computes, tensor for tensor', async ({ file, feeds }) => {
    const model = openModel(file);
    const types = await tensorTypes(model, feeds(), { temporaryFolder });
    const expected = await fetched(model, feeds());
    expect(expected.size).toBe(written(model).length);
    for (const [name, header] of expected) expect([name, types.get(name)]).toEqual([name, header]);
    for (const { name } of model.graph.initializers) expect(types.has(name)).toBe(true);
    model.close();
  });

  it.each(operatorModels)('equals what "$name" computes', async ({ build }) => {
    const model = build();
    const feeds = new Map(Object.entries(randomFeeds(model, new Random(1), { N: 3 })));
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    for (const [name, header] of await fetched(model, feeds)) expect([name, types.get(name)]).toEqual([name, header]);
    for (const [name, { type, dims }] of feeds) expect(types.get(name)).toEqual({ type, dims });
  });

  it('does not believe what the file declares', async () => {
    const net = new ModelBuilder();
    const y = net.node('Relu', [net.input('x', ['N', 2])], {}, { output: 'y' });
    const model = net.output(net.node('Neg', [y])).build();
    model.graph.addValueInfo(valueInfo('y', [8, 2]));
    const feeds: Feeds = new Map([['x', { type: 'float32', dims: [3, 2], data: new Float32Array(6) }]]);
    expect((await tensorTypes(model, feeds, { temporaryFolder })).get('y')).toEqual({ type: 'float32', dims: [3, 2] });
  });

  it('knows half precision from what the runtime computes instead', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [1, 2, 4, 4], 'float16');
    const weight = net.constant('float16', [2, 2, 1, 1], new Uint16Array(4).fill(0x3c00));
    const conv = net.node('Conv', [net.node('Relu', [x], {}, { output: 'relu' }), weight], {}, { output: 'conv' });
    const wide = net.node('Cast', [conv], { to: int(1) }, { output: 'wide' });
    const brain = net.node('Cast', [wide], { to: int(16) }, { output: 'brain' });
    const model = net.output(net.node('Cast', [brain], { to: int(1) }, { output: 'y' })).build();
    const feeds: Feeds = new Map([['x', { type: 'float16', dims: [1, 2, 4, 4], data: new Uint16Array(32) }]]);
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    const found = ['relu', 'conv', 'wide', 'brain', 'y'].map((name) => types.get(name)?.type);
    expect(found).toEqual(['float16', 'float16', 'float32', 'bfloat16', 'float32']);
  });

  it('looks behind functions, those of the file and those of the standard', async () => {
    const net = new ModelBuilder({ opset: 17, domains: { own: 1 } });
    const called = net.node('Squash', [net.input('x', ['N', 3])], {}, { domain: 'own', output: 'called' });
    const swish = net.node('HardSwish', [called], {}, { output: 'swish' });
    const { proto, payloads } = net.output(swish).build();
    proto.functions.push(
      onnx.FunctionProto.create({
        name: 'Squash',
        domain: 'own',
        input: ['a'],
        output: ['c'],
        node: [makeNode('Relu', ['a'], ['b']), makeNode('Sigmoid', ['b'], ['c'])],
        opsetImport: proto.opsetImport,
      }),
    );
    const model = new Model('functions.onnx', proto, payloads, []);
    const feeds: Feeds = new Map([['x', { type: 'float32', dims: [2, 3], data: new Float32Array(6) }]]);
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    expect(types.get('called')).toEqual({ type: 'float32', dims: [2, 3] });
    expect(types.get('swish')).toEqual({ type: 'float32', dims: [2, 3] });
  });

  it('is not confused by names: none, the same twice, quotes, and those inside branches', async () => {
    const branch = (name: string) =>
      graphValue(
        onnx.GraphProto.create({
          name,
          node: [makeNode('Neg', ['first'], ['out'], { name: 'whittle:0' })],
          output: [untyped('out')],
        }),
      );
    const net = new ModelBuilder();
    const x = net.input('x', ['N']);
    net.node('Relu', [x], {}, { name: 'a "quoted" name\\', output: 'first' });
    const condition = net.constant('bool', [], Uint8Array.of(1));
    const chosen = net.node('If', [condition], { then_branch: branch('t'), else_branch: branch('e') }, { name: '' });
    const model = net.output(net.node('Shape', [chosen], {}, { name: '', output: 'size' }), [1], 'int64').build();
    const feeds: Feeds = new Map([['x', { type: 'float32', dims: [5], data: new Float32Array(5) }]]);
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    expect(types.get('first')).toEqual({ type: 'float32', dims: [5] });
    expect(types.get(chosen)).toEqual({ type: 'float32', dims: [5] });
    expect(types.get('size')).toEqual({ type: 'int64', dims: [1] });
  });

  it('has no entry for a sequence', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [4]);
    const parts = net.node('SequenceConstruct', [x, x], {}, { output: 'parts' });
    const model = net.output(net.node('SequenceAt', [parts, net.ints([0])], {}, { output: 'y' })).build();
    const position = model.graph.initializer('ints_0')!;
    position.dims = [];
    const feeds: Feeds = new Map([['x', { type: 'float32', dims: [4], data: new Float32Array(4) }]]);
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    expect(types.has('parts')).toBe(false);
    expect(types.get('y')).toEqual({ type: 'float32', dims: [4] });
  });

  it('names the node that fails as the file does', async () => {
    const net = new ModelBuilder({ file: 'broken.onnx' });
    const model = net.output(net.node('Reshape', [net.input('x', [4]), net.ints([3])], {}, { name: 'squeeze it' }));
    const feeds: Feeds = new Map([['x', { type: 'float32', dims: [4], data: new Float32Array(4) }]]);
    await expect(tensorTypes(model.build(), feeds, { temporaryFolder })).rejects.toThrow(/squeeze it/);
  });

  it('leaves the model as it was and no files behind', async () => {
    const model = operatorModels[0]!.build();
    const names = [...model.graph.nodes].map(({ name }) => name);
    await tensorTypes(model, new Map(Object.entries(randomFeeds(model, new Random(1)))), { temporaryFolder });
    expect([...model.graph.nodes].map(({ name }) => name)).toEqual(names);
    expect(await readdir(temporaryFolder)).toEqual([]);
  });
});

it('declaredTypes has what the file says as a whole', () => {
  const net = new ModelBuilder({ weights: 'constant-nodes' });
  const weight = net.constant('float32', [2], new Float32Array(2), 'weight');
  const sum = net.node('Add', [net.input('x', ['N', 2]), weight], {}, { output: 'y' });
  const types = declaredTypes(net.output(sum, [4, 2]).build());
  expect(types.get('y')).toEqual({ type: 'float32', dims: [4, 2] });
  expect(types.get('weight')).toEqual({ type: 'float32', dims: [2] });
  expect(types.has('x')).toBe(false);
});
