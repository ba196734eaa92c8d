import { describe, expect, it } from 'vitest';
import { format } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { field, fixed32Field, initializer, modelBytes, varintField } from '../../../test/fixtures/wire.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { MemoryBytes } from './byteSource.ts';
import { depthLimit, payloadIndexField } from './layout.ts';
import { payloadLength, type Piece, readPayload } from './payload.ts';
import { skim } from './skim.ts';
import { splice } from './splice.ts';

function skimBytes(bytes: Uint8Array) {
  return skim(new MemoryBytes('skimmed.onnx', bytes));
}

function bytesOfPieces(pieces: readonly Piece[]): Uint8Array {
  return readPayload({ encoding: 'raw', pieces });
}

function malformed(bytes: Uint8Array): string {
  const { code, args } = userErrorOf(() => skimBytes(bytes));
  expect(code).toBe('onnx.malformed');
  expect(Number(args['offset'])).toBeLessThanOrEqual(bytes.length);
  return format(args['reason'] as Message);
}

const large = new Uint8Array(5000).map((_, index) => index % 251);

/** A model with a graph in an attribute of a node of a graph …, this many graphs deep. */
function nested(depth: number): Uint8Array {
  let graph = initializer('w', 1, [1250], field(9, large));
  for (let level = 1; level < depth; level++)
    graph = field(1, field(4, 'If'), field(5, field(1, 'then'), field(6, graph)));
  return modelBytes(graph);
}

describe('skimming', () => {
  it('leaves large payloads where they lie, and says where', () => {
    const bytes = modelBytes(
      initializer('w', 1, [1250], field(9, large)),
      initializer('v', 1, [1250], field(4, large)),
    );
    const { structure, payloads } = skimBytes(bytes);
    expect(structure.length).toBeLessThan(200);
    for (const [index, encoding] of [
      [1, 'raw'],
      [2, 'float'],
    ] as const) {
      const payload = payloads.get(index);
      expect(payload.encoding).toBe(encoding);
      expect(payloadLength(payload)).toBe(large.length);
      const [piece] = payload.pieces;
      expect(piece).toMatchObject({ length: large.length });
      expect(readPayload(payload)).toEqual(large);
    }
  });

  it('finds payloads at any depth that is allowed, and refuses deeper ones', () => {
    for (const depth of [1, 2, 10, 31]) {
      const { structure, payloads } = skimBytes(nested(depth));
      expect(structure.length).toBeLessThan(1000);
      expect(readPayload(payloads.get(1))).toEqual(large);
    }
    expect(userErrorOf(() => skimBytes(nested(40)))).toEqual({
      code: 'onnx.too-deep',
      args: { file: 'skimmed.onnx', limit: depthLimit },
    });
    expect(userErrorOf(() => skimBytes(nested(2000))).code).toBe('onnx.too-deep');
  });

  it('is undone by splicing, wherever payloads lie in the file', () => {
    for (const depth of [1, 3, 30]) {
      const bytes = nested(depth);
      const { structure, payloads } = skimBytes(bytes);
      const { size, pieces } = splice(structure, payloads, () => ({ kind: 'inline' }));
      expect(size).toBe(bytes.length);
      expect(Buffer.compare(bytesOfPieces(pieces), bytes)).toBe(0);
    }
  });

  it('keeps parts of a packed field in order, and takes the last of several raw payloads, as protobuf does', () => {
    const parts = [field(4, large.subarray(0, 2000)), field(4, large.subarray(2000))];
    expect(readPayload(skimBytes(modelBytes(initializer('w', 1, [1250], ...parts))).payloads.get(1))).toEqual(large);
    const twice = [field(9, new Uint8Array(3000)), field(9, large)];
    expect(readPayload(skimBytes(modelBytes(initializer('w', 1, [1250], ...twice))).payloads.get(1))).toEqual(large);
  });

  it('refuses what cannot be a model', () => {
    expect(userErrorOf(() => skimBytes(new Uint8Array(0))).code).toBe('onnx.empty');
    expect(malformed(modelBytes(field(1)))).toBe('a node without an operator');
    expect(malformed(Uint8Array.of(0x08, 8, 0x0b))).toContain('wire type 3');
    expect(malformed(Uint8Array.of(0x3a, 0x05, 0x0a))).toContain('a length of 5 bytes where only 1 are left');
    expect(malformed(Uint8Array.of(0x08, 8, 0x0d, 1, 2))).toContain('ends in the middle');
  });

  it.each<[string, Uint8Array]>([
    ['HTML', Buffer.from('<!DOCTYPE html><html>')],
    ['JSON', Buffer.from('{"graph": 1}')],
    ['words', Buffer.from('These are notes.')],
    ['an archive, as PyTorch saves', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1')],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['HDF5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['a pickle', Uint8Array.of(0x80, 0x02, 0x8a, 0x0a, 0x6c)],
    ['TensorFlow Lite', Buffer.from('\x1c\0\0\0TFL3', 'latin1')],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 0x08, 0)],
    ['zeros', new Uint8Array(100)],
    ['a byte', Uint8Array.of(0xff)],
  ])('tells a file of another kind from a damaged one: %s', (_what, bytes) => {
    expect(userErrorOf(() => skimBytes(bytes))).toEqual({
      code: 'onnx.other-format',
      args: { file: 'skimmed.onnx' },
    });
  });

  it('refuses the field that stands for a payload in memory', () => {
    const forged = initializer('w', 1, [1], varintField(payloadIndexField, 1));
    expect(malformed(modelBytes(forged))).toBe('a field that is reserved');
    expect(malformed(modelBytes(initializer('w', 1, [1], fixed32Field(payloadIndexField, 1))))).toBe(
      'a field that is reserved',
    );
  });

  it('keeps a length within the message around it', () => {
    const inner = Buffer.concat([Uint8Array.of(0x0a, 0x7f), new Uint8Array(3)]);
    expect(malformed(Buffer.concat([field(7, inner), new Uint8Array(300)]))).toContain(
      '127 bytes where only 3 are left',
    );
  });
});

describe('splicing', () => {
  const bytes = modelBytes(initializer('w', 1, [1250], field(9, large), field(12, 'a note')));

  it('puts a payload into another file and names its part there', () => {
    const { structure, payloads } = skimBytes(bytes);
    const { size, pieces } = splice(structure, payloads, () => ({
      kind: 'external',
      location: 'weights.data',
      offset: 8192,
      length: large.length,
    }));
    const spliced = bytesOfPieces(pieces);
    expect(spliced.length).toBe(size);
    expect(size).toBeLessThan(200);
    const entries = ['location', 'weights.data', 'offset', '8192', 'length', '5000', 'a note'];
    for (const each of entries) expect(Buffer.from(spliced).includes(each)).toBe(true);
  });

  it('does not copy what holds no payload', () => {
    const filler = Array.from({ length: 300 }, (_, index) => field(1, field(4, `Op${index}`), field(2, `t${index}`)));
    const model = modelBytes(...filler, initializer('w', 1, [1250], field(9, large)), ...filler);
    const { structure, payloads } = skimBytes(model);
    const { pieces } = splice(structure, payloads, () => ({ kind: 'inline' }));
    const own = pieces.filter((piece) => piece instanceof Uint8Array && piece.buffer !== structure.buffer);
    expect(own.reduce((sum, piece) => sum + (piece instanceof Uint8Array ? piece.length : 0), 0)).toBeLessThan(64);
    expect(pieces.length).toBeLessThan(20);
  });
});
