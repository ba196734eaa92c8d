import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digitsFile } from '../../../test/fixtures/digits.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { UserError } from '../../protocol/userError.ts';
import type { Feeds } from '../data/dataset.ts';
import { int, makeNode } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { saveModel } from '../onnx/save.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { type Session, withSession } from './session.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'whittle-session-'));
});
afterAll(() => rm(folder, { recursive: true }));

const floats = (dims: readonly number[], ...values: readonly number[]): DenseTensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(values),
});

/** x [N, 2] · W + b with known numbers. */
function affine(): Model {
  const net = new ModelBuilder();
  const weight = net.constant('float32', [2, 2], Float32Array.of(1, 2, 3, 4));
  const product = net.node('MatMul', [net.input('x', ['N', 2]), weight], {}, { name: 'product' });
  return net.output(net.node('Add', [product, net.scalar(10)], {}, { output: 'y' }), ['N', 2]).build();
}

async function codeOf(action: Promise<unknown>): Promise<{ readonly code: string; readonly text: string }> {
  const error = await action.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError but ${String(error)}`);
  return { code: error.detail.code, text: error.message };
}

const runOnce = (model: Model | string, feeds: Feeds) => withSession(model, {}, (session) => session.run(feeds));

describe('a session', () => {
  it('runs an open model that was never saved', async () => {
    const results = await runOnce(affine(), new Map([['x', floats([1, 2], 1, 1)]]));
    expect(results.get('y')).toEqual(floats([1, 2], 14, 16));
  });

  it('runs a file, and the same file opened and edited, its weights left where they are', async () => {
    const file = path.join(folder, 'wide.onnx');
    const net = new ModelBuilder();
    const weight = net.constant('float32', [64, 256], new Float32Array(64 * 256).fill(0.5));
    net.output(net.node('MatMul', [net.input('x', [1, 64]), weight], {}, { output: 'y' })).build();
    saveModel(net.model, file);
    const feeds: Feeds = new Map([['x', { type: 'float32', dims: [1, 64], data: new Float32Array(64).fill(1) }]]);
    const fromFile = await runOnce(file, feeds);
    expect(fromFile.get('y')?.data[255]).toBe(32);
    const opened = openModel(file);
    const producer = opened.graph.producer('y')!;
    opened.graph.setOutput(producer, 0, 'before');
    opened.graph.add(makeNode('Neg', ['before'], ['y']));
    expect((await runOnce(opened, feeds)).get('y')?.data[255]).toBe(-32);
    opened.close();
  });

  it('fetches only what is asked for', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [2]);
    net.output(net.node('Neg', [x], {}, { output: 'a' })).output(net.node('Abs', [x], {}, { output: 'b' }));
    const results = await withSession(net.build(), {}, (session) =>
      session.run(new Map([['x', floats([2], -1, 2)]]), ['b']),
    );
    expect([...results.keys()]).toEqual(['b']);
  });

  it('has half-precision numbers as their bits', async () => {
    const net = new ModelBuilder();
    net.output(net.node('Neg', [net.input('x', [2], 'float16')], {}, { output: 'y' }), [2], 'float16');
    const x: DenseTensor = { type: 'float16', dims: [2], data: Uint16Array.of(0x3c00, 0xc000) };
    const results = await runOnce(net.build(), new Map([['x', x]]));
    expect(results.get('y')).toEqual({ type: 'float16', dims: [2], data: Uint16Array.of(0xbc00, 0x4000) });
  });

  it('takes and gives int64, bool and strings', async () => {
    const net = new ModelBuilder();
    net.output(net.node('Not', [net.input('flags', [2], 'bool')], {}, { output: 'not' }), [2], 'bool');
    net.output(net.node('Identity', [net.input('words', [2], 'string')], {}, { output: 'same' }), [2], 'string');
    net.output(net.node('Neg', [net.input('n', [1], 'int64')], {}, { output: 'minus' }), [1], 'int64');
    const results = await runOnce(
      net.build(),
      new Map<string, DenseTensor>([
        ['flags', { type: 'bool', dims: [2], data: Uint8Array.of(0, 1) }],
        ['words', { type: 'string', dims: [2], data: ['a', 'ü'] }],
        ['n', { type: 'int64', dims: [1], data: BigInt64Array.of(2n ** 62n) }],
      ]),
    );
    expect(results.get('not')?.data).toEqual(Uint8Array.of(1, 0));
    expect(results.get('same')?.data).toEqual(['a', 'ü']);
    expect(results.get('minus')?.data).toEqual(BigInt64Array.of(-(2n ** 62n)));
  });

  it('is released when its use ends, and when it fails', async () => {
    const sessions: Session[] = [];
    const keep = async (session: Session): Promise<void> => {
      sessions.push(session);
      await session.run(new Map([['x', floats([1, 2], 1, 1)]]));
    };
    await withSession(affine(), {}, keep);
    await expect(
      withSession(affine(), {}, async (session) => {
        await keep(session);
        throw new Error('the use failed');
      }),
    ).rejects.toThrow('the use failed');
    expect(sessions).toHaveLength(2);
    for (const session of sessions) {
      await expect(session.run(new Map([['x', floats([1, 2], 1, 1)]]))).rejects.toThrow('was released');
    }
  });

  it('does not leak when many are used one after the other', async () => {
    const net = new ModelBuilder();
    net.output(net.node('MatMul', [net.input('x', [1, 1024]), net.matrix(1024, 1024)], {}, { output: 'y' }));
    const model = net.build();
    const feeds: Feeds = new Map([['x', { type: 'float32', dims: [1, 1024], data: new Float32Array(1024) }]]);
    for (let i = 0; i < 5; i++) await runOnce(model, feeds);
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    for (let i = 0; i < 40; i++) await runOnce(model, feeds);
    globalThis.gc?.();
    // 40 models of 4 MB, each also packed, would be 320 MB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(80e6);
  });

  it('knows the element types of its outputs', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', ['N', 4]);
    net.output(net.node('Shape', [x], {}, { output: 'shape' }), undefined, 'int64').output(x, ['N', 4]);
    const types = await withSession(net.build(), {}, (session) => Promise.resolve(session.outputTypes));
    expect([...types]).toEqual([
      ['shape', 'int64'],
      ['x', 'float32'],
    ]);
  });

  it('computes with 8-bit weights exactly where that is asked for', async () => {
    const net = new ModelBuilder({ opset: 21 });
    const weight = net.constant(
      'int8',
      [64, 32],
      Int8Array.from({ length: 2048 }, (_, i) => ((i * 89) % 255) - 127),
    );
    const scale = net.constant('float32', [32], new Float32Array(32).fill(0.01));
    const real = net.node('DequantizeLinear', [weight, scale], { axis: int(1) });
    net.output(net.node('MatMul', [net.input('x', [1, 64]), real], {}, { output: 'y' }));
    const model = net.build();
    const data = net.random.normals(64);
    const exact = Array.from({ length: 32 }, (_, column) => {
      let sum = 0;
      for (let row = 0; row < 64; row++) {
        const index = row * 32 + column;
        sum += data[row]! * Math.fround((((index * 89) % 255) - 127) * Math.fround(0.01));
      }
      return sum;
    });
    const errorOf = async (exactQuantizedWeights: boolean): Promise<number> => {
      const results = await withSession(model, { exactQuantizedWeights }, (session) =>
        session.run(new Map([['x', { type: 'float32', dims: [1, 64], data }]])),
      );
      const y = results.get('y')!.data as Float32Array;
      return Math.max(...exact.map((value, index) => Math.abs(value - y[index]!)));
    };
    expect(await errorOf(true)).toBeLessThan(1e-4);
    expect(await errorOf(false)).toBeGreaterThan(1e-3);
  });
});

describe('a model that cannot be loaded', () => {
  const identity = (opset: number, opType = 'Relu', domain?: string, domains?: Record<string, number>) => {
    const net = new ModelBuilder({ opset, file: 'odd.onnx', ...(domains && { domains }) });
    const options = { name: 'strange', output: 'y', ...(domain !== undefined && { domain }) };
    return net.output(net.node(opType, [net.input('x', [1, 4])], {}, options), [1, 4]).build();
  };
  const load = (model: Model | string) => codeOf(withSession(model, {}, () => Promise.resolve()));

  it('names an operator that the runtime does not have', async () => {
    for (const model of [
      identity(13, 'Foo'),
      identity(13, 'Foo', 'com.example', { 'com.example': 1 }),
      identity(13, 'Foo', 'com.example'),
    ]) {
      const { code, text } = await load(model);
      expect(code).toBe('runtime.operator-unknown');
      expect(text).toMatch(/odd\.onnx.*Foo/);
    }
  });

  it('tells how far opsets and file formats go', async () => {
    expect(await load(identity(99))).toMatchObject({ code: 'runtime.opset-unsupported' });
    const net = new ModelBuilder({ irVersion: 99 });
    net.output(net.node('Relu', [net.input('x', [1])]));
    expect(await load(net.build())).toMatchObject({ code: 'runtime.format-unsupported' });
  });

  it('names the node that has no kernel for its type', async () => {
    const net = new ModelBuilder({ file: 'double.onnx' });
    const x = net.input('x', [1, 1, 4, 4], 'float64');
    const conv = net.node('Conv', [x, net.input('w', [1, 1, 1, 1], 'float64')], {}, { name: 'first' });
    const { code, text } = await load(net.output(conv, undefined, 'float64').build());
    expect(code).toBe('runtime.operator-type');
    expect(text).toMatch(/"first" \(Conv\).*double\.onnx/);
  });

  it('names the node that is not valid', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [1, 4]);
    net.output(net.node('Concat', [x, x], {}, { name: 'no axis' }));
    const { code, text } = await load(net.build());
    expect(code).toBe('runtime.node-invalid');
    expect(text).toContain('"no axis"');
    expect(text).toContain("'axis'");
  });

  it('names the file that is none', async () => {
    const file = path.join(folder, 'text.onnx');
    await writeFile(file, 'not a model');
    const { code, text } = await load(file);
    expect(code).toBe('runtime.not-loadable');
    expect(text).toContain(file);
    expect(text).not.toContain('onnxruntime_src');
  });

  it('says that an interface type cannot be fed', async () => {
    const net = new ModelBuilder();
    const cast = net.node('Cast', [net.input('x', [1])], { to: int(16) });
    const { code } = await load(net.output(cast, [1], 'bfloat16').build());
    expect(code).toBe('runtime.interface-type');
  });
});

describe('a run that fails', () => {
  const feed = (name: string, tensor: DenseTensor) => codeOf(runOnce(affine(), new Map([[name, tensor]])));

  it('names the input that is missing and what there is', async () => {
    const { code, text } = await feed('y', floats([1, 2], 1, 1));
    expect(code).toBe('runtime.input-missing');
    expect(text).toMatch(/"x".*only: y/);
  });

  it('names the input whose rank, shape or type is wrong', async () => {
    expect(await feed('x', floats([2], 1, 1))).toMatchObject({ code: 'runtime.input-mismatch' });
    const shape = await feed('x', floats([1, 3], 1, 1, 1));
    expect(shape.code).toBe('runtime.input-mismatch');
    expect(shape.text).toMatch(/x .*Got: 3 Expected: 2/);
    const type = await feed('x', { type: 'int32', dims: [1, 2], data: Int32Array.of(1, 1) });
    expect(type.code).toBe('runtime.input-mismatch');
  });

  it('refuses data that does not fill its shape', async () => {
    expect(await feed('x', floats([1, 2], 1))).toMatchObject({ code: 'runtime.input-type' });
  });

  it('names the node that failed, without places in the source of the runtime', async () => {
    const net = new ModelBuilder({ file: 'product.onnx' });
    const product = net.node('MatMul', [net.input('a', [1, 'K']), net.input('b', ['L', 1])], {}, { name: 'uneven' });
    const { code, text } = await codeOf(
      runOnce(
        net.output(product).build(),
        new Map([
          ['a', floats([1, 2], 1, 1)],
          ['b', floats([3, 1], 1, 1, 1)],
        ]),
      ),
    );
    expect(code).toBe('runtime.node-failed');
    expect(text).toMatch(/"uneven".*product\.onnx.*dimension mismatch/);
    expect(text).not.toMatch(/\.h:|\.cc:/);
  });
});

it('never touches the file it loads', async () => {
  const before = await readFile(digitsFile);
  await withSession(digitsFile, {}, () => Promise.resolve());
  expect(before.equals(await readFile(digitsFile))).toBe(true);
});
