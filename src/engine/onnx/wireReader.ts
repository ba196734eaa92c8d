import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { userError } from '../../protocol/userError.ts';
import type { ByteSource } from './byteSource.ts';

const smallestWindow = 4 * 1024;
const largestWindow = 1024 * 1024;

/** A field's tag: its number, its wire type, and both as written. */
export interface Tag {
  readonly field: number;
  readonly wireType: number;
  readonly raw: number;
}

/**
 * Reads protobuf's wire format from a {@link ByteSource} through a window that grows while reading goes straight on and
 * starts small again after a skip, so that little is read beside what is wanted.
 */
export class WireReader {
  private readonly source: ByteSource;
  private window: Uint8Array = new Uint8Array(0);
  private windowStart = 0;
  private nextWindow = smallestWindow;
  private at = 0;

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** Offset of the next byte in the source. */
  get position(): number {
    return this.at;
  }

  /** @throws UserError always, naming the file and the current byte */
  fail(reason: Message): never {
    throw userError('onnx.malformed', { file: this.source.name, offset: this.at, reason });
  }

  tag(end: number): Tag {
    const raw = this.varint(end);
    const field = Math.floor(raw / 8);
    if (field === 0 || raw > 0xffffffff) this.fail(message('onnx.bytes-field-number', {}));
    return { field, wireType: raw & 7, raw };
  }

  /** A length prefix that fits into what is left before `end`. */
  length(end: number): number {
    const length = this.varint(end);
    const left = end - this.at;
    if (length > left) this.fail(message('onnx.bytes-length', { length, left }));
    return length;
  }

  /** The bytes of a varint as written, at most ten. */
  rawVarint(end: number): Uint8Array {
    const bytes: number[] = [];
    for (let count = 0; count < 10; count++) {
      const byte = this.byte(end);
      bytes.push(byte);
      if (byte < 0x80) return Uint8Array.from(bytes);
    }
    this.fail(message('onnx.bytes-endless-number', {}));
  }

  checkedBytes(length: number, end: number): Uint8Array {
    if (length > end - this.at) this.fail(message('onnx.bytes-end', {}));
    return this.bytes(length);
  }

  /** The next `length` bytes, which share the memory of the window they were read into. */
  bytes(length: number): Uint8Array {
    this.require(length);
    const start = this.at - this.windowStart;
    this.at += length;
    return this.window.subarray(start, start + length);
  }

  skip(length: number): void {
    this.at += length;
    if (this.at > this.windowStart + this.window.length) this.nextWindow = smallestWindow;
  }

  private varint(end: number): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count++) {
      const byte = this.byte(end);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    this.fail(message('onnx.bytes-endless-number', {}));
  }

  private byte(end: number): number {
    if (this.at >= end) this.fail(message('onnx.bytes-end', {}));
    const index = this.at - this.windowStart;
    if (index < 0 || index >= this.window.length) this.require(1);
    const byte = this.window[this.at - this.windowStart];
    this.at++;
    return byte ?? 0;
  }

  private require(length: number): void {
    const start = this.at - this.windowStart;
    if (start >= 0 && start + length <= this.window.length) return;
    const wanted = Math.min(Math.max(length, this.nextWindow), this.source.size - this.at);
    this.window = this.source.read(this.at, wanted);
    this.windowStart = this.at;
    this.nextWindow = Math.min(this.nextWindow * 2, largestWindow);
  }
}
