import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { format } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { CountingBytes } from '../../../test/fixtures/countingBytes.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { MemoryBytes } from './byteSource.ts';
import { WireReader } from './wireReader.ts';

function readerOf(bytes: Uint8Array): WireReader {
  return new WireReader(new MemoryBytes('wire.onnx', bytes));
}

function malformed(action: () => unknown): string {
  const { code, args } = userErrorOf(action);
  expect(code).toBe('onnx.malformed');
  expect(args['file']).toBe('wire.onnx');
  return format(args['reason'] as Message);
}

describe('the wire reader', () => {
  it('reads tags, lengths and numbers as protobufjs writes them', () => {
    const writer = new protobuf.Writer();
    writer.uint32((100_000 << 3) | 2).string('weights');
    writer.uint32((7 << 3) | 0).int64(-1);
    writer.uint32((3 << 3) | 5).float(1.5);
    const bytes = writer.finish();
    const reader = readerOf(bytes);
    expect(reader.tag(bytes.length)).toMatchObject({ field: 100_000, wireType: 2 });
    const length = reader.length(bytes.length);
    expect(new TextDecoder().decode(reader.bytes(length))).toBe('weights');
    expect(reader.tag(bytes.length)).toMatchObject({ field: 7, wireType: 0 });
    expect(reader.rawVarint(bytes.length)).toEqual(Uint8Array.of(...new Array<number>(9).fill(0xff), 1));
    expect(reader.tag(bytes.length)).toEqual({ field: 3, wireType: 5, raw: 29 });
    expect(reader.checkedBytes(4, bytes.length)).toEqual(new Uint8Array(Float32Array.of(1.5).buffer));
    expect(reader.position).toBe(bytes.length);
  });

  it('refuses lengths beyond the end, also those no number can hold', () => {
    expect(malformed(() => readerOf(Uint8Array.of(5, 1, 2)).length(3))).toContain('5 bytes where only 2 are left');
    const huge = new protobuf.Writer().uint64('18446744073709551615').finish();
    expect(malformed(() => readerOf(huge).length(huge.length))).toContain('are left');
  });

  it('refuses numbers that do not end, tags that cannot be, and values that are cut off', () => {
    const endless = new Uint8Array(11).fill(0x80);
    expect(malformed(() => readerOf(endless).rawVarint(11))).toBe('a number that does not end');
    expect(malformed(() => readerOf(endless).length(11))).toBe('a number that does not end');
    expect(malformed(() => readerOf(Uint8Array.of(2)).tag(1))).toBe('a field number that cannot be');
    const beyond = new protobuf.Writer().uint64(2 ** 33).finish();
    expect(malformed(() => readerOf(beyond).tag(beyond.length))).toBe('a field number that cannot be');
    expect(malformed(() => readerOf(Uint8Array.of(0x80)).tag(1))).toContain('ends in the middle');
    expect(malformed(() => readerOf(Uint8Array.of(1, 2)).checkedBytes(4, 2))).toContain('ends in the middle');
  });

  it('reads little beside what is wanted after a skip, and in large pieces straight on', () => {
    const mebibyte = 2 ** 20;
    const source = new CountingBytes(new MemoryBytes('wire.onnx', new Uint8Array(64 * mebibyte)));
    const reader = new WireReader(source);
    for (let index = 0; index < 32; index++) {
      reader.rawVarint(source.size);
      reader.skip(2 * mebibyte - 1);
    }
    expect(source.bytesRead).toBeLessThanOrEqual(32 * 4096);
    const straight = new CountingBytes(new MemoryBytes('wire.onnx', new Uint8Array(8 * mebibyte)));
    const onward = new WireReader(straight);
    for (let at = 0; at < straight.size; at += 64) onward.bytes(64);
    expect(straight.bytesRead).toBe(straight.size);
    expect(straight.reads).toBeLessThan(20);
  });
});
