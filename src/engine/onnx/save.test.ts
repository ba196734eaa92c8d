import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import type { Model } from './model.ts';
import { openModel, storedTensors } from './open.ts';
import { saveModel } from './save.ts';

const root = mkdtempSync(path.join(tmpdir(), 'whittle-save-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder = '';
let count = 0;
beforeEach(() => {
  folder = path.join(root, String(count++));
  mkdirSync(folder);
});

const at = (name: string): string => path.join(folder, name);

/** Weights of 16 KB, 64 KB and 40 bytes. */
function built(): Model {
  const net = new ModelBuilder();
  const hidden = net.node('MatMul', [net.input('x', [1, 64]), net.matrix(64, 64, 'a')]);
  const product = net.node('MatMul', [hidden, net.matrix(64, 256, 'b')]);
  return net.output(net.node('Add', [product, net.bias(256, 1, 'c')], {}, { output: 'y' })).build();
}

/** A model that was saved and opened. */
function opened(name = 'model.onnx', options = {}): Model {
  saveModel(built(), at(name), options);
  return openModel(at(name));
}

function weights(model: Model): readonly unknown[] {
  return [...model.graph.initializers].map((tensor) => [tensor.name, model.read(tensor)]);
}

describe('saving', () => {
  it('gives a file with everything in it', () => {
    const model = opened();
    expect(weights(model)).toEqual(weights(built()));
    expect(readdirSync(folder)).toEqual(['model.onnx']);
    model.close();
  });

  it('gives a data file beside when asked, with aligned weights, and is reversed by saving once more', () => {
    const model = opened('model.onnx', { externalData: 'always' });
    const [data, file] = readdirSync(folder).toSorted((a, b) => b.length - a.length) as [string, string];
    expect(file).toBe('model.onnx');
    expect(data).toMatch(/^model\.onnx\.[0-9a-f]{8}\.data$/);
    expect(readFileSync(at(file)).length).toBeLessThan(3000);
    const placed = [...storedTensors(model.proto)].filter((tensor) => tensor.externalData.length > 0);
    expect(placed.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    for (const { externalData } of placed) {
      const entries = new Map(externalData.map(({ key, value }) => [key, value]));
      expect(entries.get('location')).toBe(data);
      expect(Number(entries.get('offset')) % 4096).toBe(0);
    }
    expect(weights(model)).toEqual(weights(built()));
    saveModel(model, at('whole.onnx'));
    expect(readFileSync(at('whole.onnx')).length).toBeGreaterThan(16384 + 65536);
    const whole = openModel(at('whole.onnx'));
    expect(weights(whole)).toEqual(weights(built()));
    for (const each of [model, whole]) each.close();
  });

  it('stores a payload that two tensors share once in a data file', () => {
    const model = built();
    const { payload } = model.graph.initializer('b')!;
    const twin = model.tensor('twin', 'float32', [64, 256], []);
    twin.payload = payload;
    model.graph.addInitializer(twin);
    saveModel(model, at('shared.onnx'), { externalData: 'always' });
    const data = readdirSync(folder).find((name) => name.endsWith('.data'))!;
    expect(readFileSync(at(data)).length).toBeLessThan(16384 + 65536 + 3 * 4096);
    const again = openModel(at('shared.onnx'));
    expect(again.read(again.graph.initializer('twin')!)).toEqual(again.read(again.graph.initializer('b')!));
    again.close();
  });

  it('leaves small models without a data file', () => {
    const net = new ModelBuilder();
    net.output(net.node('Add', [net.input('x', [3]), net.bias(3)]));
    saveModel(net.build(), at('small.onnx'), { externalData: 'always' });
    expect(readdirSync(folder)).toEqual(['small.onnx']);
  });

  it('overwrites only what it may', () => {
    writeFileSync(at('there.onnx'), 'precious');
    expect(userErrorOf(() => saveModel(built(), at('there.onnx')))).toEqual({
      code: 'onnx.exists',
      args: { file: at('there.onnx') },
    });
    expect(readFileSync(at('there.onnx'), 'utf8')).toBe('precious');
    saveModel(built(), at('there.onnx'), { overwrite: true });
    expect(openModel(at('there.onnx')).graph.nodeCount).toBe(3);
  });

  it('does not overwrite what came to be there while it wrote', () => {
    const interfere = (name: string) => () => writeFileSync(at(name), 'precious');
    for (const externalData of ['when-needed', 'always'] as const) {
      const name = `${externalData}.onnx`;
      const saving = () => saveModel(built(), at(name), { externalData, onProgress: interfere(name) });
      expect(userErrorOf(saving)).toEqual({ code: 'onnx.exists', args: { file: at(name) } });
      expect(readFileSync(at(name), 'utf8')).toBe('precious');
    }
    expect(readdirSync(folder).toSorted()).toEqual(['always.onnx', 'when-needed.onnx']);
  });

  it('never writes over the model itself, whatever it is called there', () => {
    const model = opened('model.onnx', { externalData: 'always' });
    const data = readdirSync(folder).find((name) => name.endsWith('.data'))!;
    linkSync(at('model.onnx'), at('hard.onnx'));
    symlinkSync('model.onnx', at('soft.onnx'));
    symlinkSync(folder, at('detour'));
    const before = readFileSync(at('model.onnx'));
    const names = ['model.onnx', 'hard.onnx', 'soft.onnx', 'detour/model.onnx', './detour/../model.onnx', data];
    for (const name of names) {
      expect(userErrorOf(() => saveModel(model, at(name), { overwrite: true }))).toEqual({
        code: 'onnx.same-file',
        args: { file: at(name) },
      });
    }
    expect(readFileSync(at('model.onnx'))).toEqual(before);
    expect(weights(model)).toEqual(weights(built()));
    model.close();
  });

  it('may write over a copy of the model', () => {
    const model = opened();
    copyFileSync(at('model.onnx'), at('copy.onnx'));
    expect(() => saveModel(model, at('copy.onnx'), { overwrite: true })).not.toThrow();
    model.close();
  });

  it('needs a folder that is there', () => {
    const target = path.join(folder, 'missing', 'out.onnx');
    expect(userErrorOf(() => saveModel(built(), target))).toEqual({
      code: 'onnx.folder-missing',
      args: { folder: path.dirname(target) },
    });
    writeFileSync(at('file'), '');
    expect(userErrorOf(() => saveModel(built(), path.join(folder, 'file', 'out.onnx'))).code).toBe(
      'onnx.folder-missing',
    );
  });

  it('leaves nothing behind when the disk refuses', () => {
    mkdirSync(at('out.onnx'));
    const saving = () => saveModel(built(), at('out.onnx'), { overwrite: true, externalData: 'always' });
    expect(userErrorOf(saving)).toMatchObject({ code: 'onnx.write-failed', args: { file: at('out.onnx') } });
    expect(readdirSync(folder)).toEqual(['out.onnx']);
    const longName = `${'x'.repeat(260)}.onnx`;
    expect(userErrorOf(() => saveModel(built(), at(longName)))).toMatchObject({ code: 'onnx.write-failed' });
    expect(readdirSync(folder)).toEqual(['out.onnx']);
  });

  it('leaves nothing behind when the model changes while it is copied, or the caller gives up', () => {
    const model = opened();
    writeFileSync(at('model.onnx'), Buffer.concat([readFileSync(at('model.onnx')), Buffer.of(0)]));
    for (const externalData of ['when-needed', 'always'] as const) {
      expect(userErrorOf(() => saveModel(model, at('out.onnx'), { externalData }))).toEqual({
        code: 'onnx.changed',
        args: { file: at('model.onnx') },
      });
      const stop = (): never => {
        throw new Error('stopped');
      };
      expect(() => saveModel(built(), at('out.onnx'), { externalData, onProgress: stop })).toThrow('stopped');
    }
    expect(readdirSync(folder)).toEqual(['model.onnx']);
    model.close();
  });

  it('keeps the old file until the new one is whole', () => {
    writeFileSync(at('out.onnx'), 'old');
    let seen = '';
    saveModel(built(), at('out.onnx'), {
      overwrite: true,
      onProgress: () => (seen = readFileSync(at('out.onnx'), 'utf8')),
    });
    expect(seen).toBe('old');
  });

  it('says how far it is, from 0 to 1', () => {
    const fractions: number[] = [];
    saveModel(built(), at('out.onnx'), { onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(existsSync(at('out.onnx'))).toBe(true);
  });

  it('takes any name that the file system takes', () => {
    const name = `${'x'.repeat(250)}.onnx`;
    saveModel(built(), at(name));
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('reads a model that may not be written', () => {
    const model = opened();
    chmodSync(at('model.onnx'), 0o400);
    expect(() => saveModel(model, at('out.onnx'))).not.toThrow();
    model.close();
  });
});
