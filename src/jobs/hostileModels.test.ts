import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { field, modelBytes, varintField } from '../../test/fixtures/wire.ts';
import type { Message } from '../protocol/messages/message.ts';
import type { ModelStructure } from '../protocol/graph/structure.ts';
import { UserError } from '../protocol/userError.ts';
import { ModelReader } from './modelReader.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-hostile-'));
const program = path.join(folder, 'reader.mjs');

beforeAll(async () => {
  const js = "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);";
  await build({
    ...{ entryPoints: ['src/reader/main.ts'], outfile: program, bundle: true, platform: 'node', format: 'esm' },
    ...{ target: 'node20', banner: { js }, logLevel: 'warning' },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What comes of a file in a reader of its own: its structure, or why there is none. Anything else fails the test. */
async function read(file: string): Promise<ModelStructure | Message> {
  using reader = new ModelReader({ kind: 'file', path: file }, { program });
  try {
    return await reader.request('structure', null);
  } catch (error) {
    if (error instanceof UserError) return error.detail;
    throw error;
  }
}

const at = (name: string): string => path.join(folder, name);

function written(name: string, bytes: Uint8Array): string {
  writeFileSync(at(name), bytes);
  return at(name);
}

describe('what is no file that can be read', () => {
  const places: readonly (readonly [string, (file: string) => void, string])[] = [
    ['nothing', () => undefined, 'onnx.file-missing'],
    ['a link to nothing', (file) => symlinkSync('nowhere.onnx', file), 'onnx.file-missing'],
    ['a link to itself', (file) => symlinkSync(file, file), 'onnx.file-unreadable'],
    ['a folder', (file) => mkdirSync(file), 'onnx.file-unreadable'],
    ['a link to a folder', (file) => symlinkSync(folder, file, 'dir'), 'onnx.file-unreadable'],
    // Opening it would wait for ever for somebody to write.
    ...(process.platform === 'win32'
      ? []
      : [['a pipe', (file: string) => void execFileSync('mkfifo', [file]), 'onnx.file-unreadable'] as const]),
  ];
  it.each(places)('%s', async (what, make, code) => {
    const file = at(`${what.replaceAll(' ', '-')}.onnx`);
    make(file);
    expect(await read(file)).toMatchObject({ code, args: { file } });
  });
});

describe('what is a file of another kind', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'onnx.empty'],
    ['a page that says it was not found', Buffer.from('<!DOCTYPE html><title>404</title>'), 'onnx.other-format'],
    [
      'an archive',
      Buffer.concat([Buffer.from('PK\x03\x04\x14\0', 'latin1'), Buffer.alloc(300, 7)]),
      'onnx.other-format',
    ],
    [
      'a picture',
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(300, 3)]),
      'onnx.other-format',
    ],
    ['another message', field(2, 'a text'), 'onnx.not-a-model'],
    [
      'a pointer of Git LFS',
      Buffer.from('version https://git-lfs.example/spec/v1\noid sha256:00\nsize 1\n'),
      'onnx.lfs-pointer',
    ],
  ])('%s', async (what, bytes, code) => {
    const file = written(`${what.replaceAll(' ', '-')}.bin.onnx`, bytes);
    expect(await read(file)).toEqual({ code, args: { file } });
  });
});

describe('structure out of all proportion', () => {
  const many = (count: number, part: Uint8Array): Uint8Array => Buffer.concat(new Array<Uint8Array>(count).fill(part));
  /** Messages in messages, the fields by their numbers from the outside; built from the inside, in time that grows with the depth. */
  const nested = (depth: number, numbers: readonly number[]): Uint8Array => {
    const heads: Uint8Array[] = [];
    let length = 0;
    for (let level = 0; level < depth; level++) {
      for (const number of numbers.toReversed()) {
        const head = Uint8Array.of(number * 8 + 2, ...lengthBytes(length));
        heads.push(head);
        length += head.length;
      }
    }
    return Buffer.concat(heads.reverse());
  };
  const lengthBytes = (length: number): readonly number[] =>
    length < 128 ? [length] : [(length % 128) + 128, ...lengthBytes(Math.floor(length / 128))];

  it.each<[string, () => Uint8Array, string]>([
    ['a million nodes', () => modelBytes(many(1_000_000, field(1, field(4, 'Relu')))), 'onnx.structure-too-large'],
    [
      'a million attributes',
      () => modelBytes(field(1, field(4, 'Op'), many(1_000_000, field(5, field(1, 'a'), varintField(3, 1))))),
      'onnx.structure-too-large',
    ],
    ['subgraphs 10,000 deep', () => modelBytes(nested(10_000, [1, 5, 6])), 'onnx.too-deep'],
    [
      'a type 10,000 deep',
      () =>
        modelBytes(field(1, field(4, 'Op'), field(2, 'y')), field(12, field(1, 'y'), field(2, nested(10_000, [4, 1])))),
      'onnx.damaged',
    ],
  ])('is refused: %s', async (what, make, code) => {
    const file = written(`${what.replaceAll(/[ ,]/g, '-')}.onnx`, make());
    expect(await read(file)).toMatchObject({ code, args: { file } });
  });

  it('is shown where it is only long: a name of 100 MB', async () => {
    const before = process.memoryUsage().rss;
    const file = written(
      'long.onnx',
      modelBytes(field(1, field(4, 'Op'), field(2, 'y'), field(3, Buffer.alloc(1e8, 'a')))),
    );
    expect(await read(file)).toMatchObject({ nodes: { operator: { length: 1 } } });
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 30);
  });

  it.each<[string, (index: number, count: number) => number]>([
    ['the next', (index) => index + 1],
    ['the one before', (index) => index - 1],
  ])('is shown in time that grows with it: functions of which each calls %s', async (what, other) => {
    const count = 10_000;
    const work = [field(1, 'a'), field(1, 'a'), field(2, 'b'), field(4, 'MatMul')];
    const functions = Array.from({ length: count }, (_, index) => {
      const called = other(index, count);
      const call = [field(1, 'a'), field(2, 'b'), field(4, `f${called}`), field(7, 'own')];
      const body = called < 0 || called === count ? work : call;
      return field(25, field(1, `f${index}`), field(4, 'a'), field(5, 'b'), field(10, 'own'), field(7, ...body));
    });
    const first = [
      field(1, 'x'),
      field(2, 'y'),
      field(4, what === 'the next' ? 'f0' : `f${count - 1}`),
      field(7, 'own'),
    ];
    const bytes = Buffer.concat([modelBytes(field(1, ...first)), ...functions]);
    const structure = await read(written('functions.onnx', bytes));
    if (!('nodes' in structure)) throw new Error(structure.code);
    // The cost of what the last one does is known of none that calls it.
    expect(structure.nodes.macs.length).toBe(count + 1);
    expect(structure.nodes.macs.every(Number.isNaN)).toBe(true);
  });
});
