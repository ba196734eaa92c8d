import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digitsFile } from '../../test/fixtures/digits.ts';
import { realModels } from '../../test/fixtures/realModels.ts';
import { field, modelBytes } from '../../test/fixtures/wire.ts';
import { GraphModel } from '../../webview/graph/prepare/graphModel.ts';
import type { ReaderSource } from '../protocol/graph/readerContract.ts';
import { UserError } from '../protocol/userError.ts';
import { ChannelClosed } from '../protocol/webview/channel.ts';
import { OpenedModel } from '../reader/openedModel.ts';
import { ModelReader, type ReaderOptions } from './modelReader.ts';
import { passOn } from './passOn.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-model-reader-'));
const program = path.join(folder, 'reader.mjs');
const readers: ModelReader[] = [];

beforeAll(async () => {
  const js = "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);";
  await build({
    entryPoints: ['src/reader/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js },
  });
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader[Symbol.dispose]();
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(source: ReaderSource, options: Partial<ReaderOptions> = {}): ModelReader {
  const reader = new ModelReader(source, { program, ...options });
  readers.push(reader);
  return reader;
}

/** A file of its own, which may be changed. */
function copyOf(file: string): string {
  const copy = path.join(folder, `copy-${path.basename(file)}`);
  writeFileSync(copy, readFileSync(file));
  return copy;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error instanceof UserError ? error.detail : error;
  }
  return 'done';
}

describe('a reader', () => {
  it.each(realModels.map(({ name, file }) => [name, file]))('sends the structure of %s', async (_, file) => {
    const structure = await read({ kind: 'file', path: file }).request('structure', null);
    const expected = new OpenedModel({ kind: 'file', path: file }, 2 ** 31);
    expect(structure).toEqual(expected.structure());
    expected.close();
  });

  it('answers what is asked about nodes and tensors', async () => {
    const reader = read({ kind: 'file', path: digitsFile });
    const seen = new GraphModel(await reader.request('structure', null));
    const conv = [...seen.producer.keys()]
      .map((tensor) => seen.producer[tensor]!)
      .find((node) => node >= 0 && seen.operator(node) === 'Conv')!;
    const weight = seen.inputs(conv)[1]!;
    const { attributes } = await reader.request('node', { node: conv });
    expect(attributes.map(({ name }) => name)).toContain('kernel_shape');
    const { values } = await reader.request('values', { tensor: weight, offset: 0, count: 9 });
    const { min, max, channels } = await reader.request('statistics', { tensor: weight, bins: 32, axis: 0 });
    expect(Math.min(...(values as Float32Array))).toBeGreaterThanOrEqual(min!);
    expect(Math.max(...channels!.max)).toBe(max);
    const { zeros } = await reader.request('zeros', { tensors: [weight] });
    expect(zeros[0]).toBe(0);
    const file = path.join(folder, 'weight.npy');
    const exported = await reader.request('exportArray', { tensor: weight, file, overwrite: false });
    expect(exported.bytes).toBe(statSync(file).size);
  });

  it('sends the structure again, to every page that shows the model', async () => {
    const reader = read({ kind: 'file', path: digitsFile });
    const [one, other] = await Promise.all([reader.request('structure', null), reader.request('structure', null)]);
    expect(one).toEqual(other);
  });

  it('reads models that are on no disk', async () => {
    const bytes = new Uint8Array(readFileSync(digitsFile));
    const reader = read({ kind: 'memory', name: 'git:/digits.onnx', bytes });
    const { facts } = await reader.request('structure', null);
    expect([facts.inspection.file, bytes.byteLength]).toEqual(['git:/digits.onnx', 0]);
  });

  it('passes on what a page asks, but not where files are written', async () => {
    const answers = passOn(() => read({ kind: 'file', path: digitsFile }));
    const structure = await answers.structure(null, new AbortController().signal);
    expect(structure.nodes.operator.length).toBe(46);
    expect(Object.keys(answers)).not.toContain('exportArray');
  });
});

describe('a reader whose file changes', () => {
  it('says so when it reads again, and mixes nothing', async () => {
    const file = copyOf(realModels[0]!.file);
    const changes: string[] = [];
    const reader = read({ kind: 'file', path: file }, { onChanged: () => changes.push('changed') });
    const seen = new GraphModel(await reader.request('structure', null));
    const { elements } = seen.structure.tensors;
    const largest = elements.findIndex((count, tensor) => count > 10_000 && seen.isStored(tensor));
    utimesSync(file, new Date(0), new Date(0));
    const reason = await failure(reader.request('values', { tensor: largest, offset: 0, count: 4 }));
    expect(reason).toEqual({ code: 'reader.changed', args: { file } });
    expect(changes).toEqual(['changed']);
    // What is known already stays to be looked at.
    expect(await failure(reader.request('node', { node: 0 }))).toBe('done');
  });

  it('that is gone is told of', async () => {
    const file = path.join(folder, 'never.onnx');
    const reason = await failure(read({ kind: 'file', path: file }).request('structure', null));
    expect(reason).toEqual({ code: 'onnx.file-missing', args: { file } });
  });
});

describe('a reader ends', () => {
  it('when it runs out of memory, and nothing else does', async () => {
    // Inputs of one node take more memory than what is read of them makes one think.
    const names = Buffer.concat(Array.from({ length: 400_000 }, (_, index) => field(1, `t${index}`)));
    const bytes = new Uint8Array(modelBytes(field(1, field(4, 'Op'), names)));
    const reader = read({ kind: 'memory', name: 'crowded.onnx', bytes }, { memory: 128 });
    const expected = { code: 'reader.out-of-memory', args: { file: 'crowded.onnx', megabytes: 128 } };
    expect(await failure(reader.request('structure', null))).toEqual(expected);
    expect(await failure(reader.request('structure', null))).toEqual(expected);
  });

  it('when it is disposed of, also in the middle of work', async () => {
    const reader = read({ kind: 'file', path: digitsFile });
    const asked = failure(reader.request('structure', null));
    reader[Symbol.dispose]();
    expect(await asked).toBeInstanceOf(ChannelClosed);
    expect(await failure(reader.request('structure', null))).toBeInstanceOf(ChannelClosed);
  });

  it('when its program is not there', async () => {
    const reader = read({ kind: 'file', path: digitsFile }, { program: path.join(folder, 'missing.mjs') });
    expect(await failure(reader.request('structure', null))).toMatchObject({ code: 'reader.ended' });
  });
});

it('a request that is given up is not waited for', async () => {
  const reader = read({ kind: 'file', path: digitsFile });
  await reader.request('structure', null);
  const controller = new AbortController();
  const asked = failure(reader.request('zeros', { tensors: new Array<number>(10_000).fill(1) }, controller.signal));
  const reason = new Error('given up');
  controller.abort(reason);
  expect(await asked).toBe(reason);
});

it('what a page may not ask is a defect that is heard of', async () => {
  const defects: string[] = [];
  const reader = read({ kind: 'file', path: digitsFile }, { onDefect: (stack) => defects.push(stack) });
  expect(await failure(reader.request('node', { node: 1e9 }))).toMatchObject({ code: 'page.defect' });
  expect(defects).toEqual([expect.stringContaining('RangeError')]);
});
