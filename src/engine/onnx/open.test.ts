import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CountingBytes } from '../../../test/fixtures/countingBytes.ts';
import { largeModel } from '../../../test/fixtures/largeModel.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { VirtualFile } from '../../../test/fixtures/virtualFile.ts';
import { field, modelBytes, varintField } from '../../../test/fixtures/wire.ts';
import { MemoryBytes } from './byteSource.ts';
import type { Model } from './model.ts';
import { openModel } from './open.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-open-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** 500 MB in weights of `size` floats each. */
function manyWeights(size: number): Model {
  const net = new ModelBuilder({ opset: 17 });
  let x = net.input('x', ['N', size]);
  const source = {
    name: 'weights',
    size: 4 * size,
    read: (_: number, length: number) => new Uint8Array(length),
    close: () => undefined,
  };
  for (let bytes = 0; bytes < 500e6; bytes += 4 * size) {
    x = net.node('Add', [x, net.stored('float32', [size], { source, offset: 0, length: 4 * size })]);
  }
  return net.output(x, ['N', size]).build();
}

describe('opening', () => {
  for (const [name, build] of [
    ['eight weights of 64 MB', () => largeModel(8)],
    ['four thousand weights of 128 KB', () => manyWeights(32 * 1024)],
  ] as const) {
    it(`a model of 500 MB in ${name} reads under 5 % of it`, () => {
      const file = new CountingBytes(new VirtualFile(build()));
      expect(file.size).toBeGreaterThan(500e6);
      const model = openModel(file);
      expect(file.bytesRead).toBeLessThan(0.05 * file.size);
      const structure = file.bytesRead;
      const [weight] = model.graph.initializers;
      const { data } = model.read(weight!);
      expect(file.bytesRead - structure).toBe(4 * data.length);
    });
  }

  it('reads a tensor that lies in the structure without another read', () => {
    const net = new ModelBuilder();
    const model = net.output(net.node('Reshape', [net.input('x', [4]), net.ints([2, 2], 'shape')])).build();
    const file = new CountingBytes(new VirtualFile(model));
    const opened = openModel(file);
    const { reads } = file;
    expect(opened.constant(opened.graph, 'shape')).toEqual({
      type: 'int64',
      dims: [2],
      data: BigInt64Array.of(2n, 2n),
    });
    expect(file.reads).toBe(reads);
  });

  it('says of a file what is wrong with it', () => {
    const write = (name: string, bytes: Uint8Array): string => {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    };
    const missing = path.join(folder, 'missing.onnx');
    expect(userErrorOf(() => openModel(missing))).toEqual({ code: 'onnx.file-missing', args: { file: missing } });
    expect(userErrorOf(() => openModel(folder)).code).toBe('onnx.file-unreadable');
    expect(userErrorOf(() => openModel(write('empty.onnx', new Uint8Array(0)))).code).toBe('onnx.empty');
    expect(userErrorOf(() => openModel(write('text.onnx', Buffer.from('not a model, but words')))).code).toBe(
      'onnx.other-format',
    );
    const pointer = Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n');
    expect(userErrorOf(() => openModel(write('pointer.onnx', pointer))).code).toBe('onnx.lfs-pointer');
    expect(userErrorOf(() => openModel(write('other.onnx', field(2, 'another message')))).code).toBe(
      'onnx.not-a-model',
    );
    const twice = modelBytes(...[1, 2].map(() => field(1, field(2, 'same'), field(4, 'Relu'))));
    expect(userErrorOf(() => openModel(write('twice.onnx', twice)))).toMatchObject({
      code: 'onnx.duplicate-output',
      args: { tensor: 'same' },
    });
  });

  it('refuses structure that the message reader cannot make sense of', () => {
    const deepType = (depth: number): Uint8Array => (depth === 0 ? field(1) : field(4, field(1, deepType(depth - 1))));
    const bytes = modelBytes(field(11, field(1, 'x'), field(2, deepType(300))));
    expect(userErrorOf(() => openModel(new MemoryBytes('deep.onnx', bytes)))).toEqual({
      code: 'onnx.damaged',
      args: { file: 'deep.onnx', reason: { code: 'onnx.description-deep', args: {} } },
    });
    const cutName = modelBytes(field(11, Uint8Array.of(10, 100, 97)));
    expect(userErrorOf(() => openModel(new MemoryBytes('cut.onnx', cutName)))).toMatchObject({
      code: 'onnx.damaged',
      args: { reason: { code: 'onnx.description-broken' } },
    });
    const wrongWireType = modelBytes(field(11, varintField(1, 5)));
    expect(() => openModel(new MemoryBytes('wrong.onnx', wrongWireType))).not.toThrow(TypeError);
  });
});
