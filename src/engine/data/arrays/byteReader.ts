import { userError } from '../../../protocol/userError.ts';

/** Bytes that can be read from their start, as often as wanted: a file, or a member of an archive. */
export interface ByteRange {
  /** What messages call it. */
  readonly name: string;
  /** Number of bytes. */
  readonly size: number;
  open(): Promise<ByteReader>;
}

/** Where a {@link ByteReader} gets its bytes, a piece at a time. */
export interface Chunks {
  /** The next piece, or undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Passes over bytes without reading them, where the medium can. */
  readonly jump?: (bytes: number) => void;
  close(): Promise<void>;
}

const empty = new Uint8Array(0);

/** Reads bytes in order; memory holds one piece and what the caller asks for. */
export class ByteReader {
  private readonly name: string;
  private readonly chunks: Chunks;
  private chunk: Uint8Array = empty;
  private remaining: number;

  constructor(name: string, size: number, chunks: Chunks) {
    this.name = name;
    this.remaining = size;
    this.chunks = chunks;
  }

  /**
   * Exactly `length` bytes, in memory of their own.
   * @throws UserError `data.truncated` where the bytes end early, `data.size-mismatch` where more follow than declared
   */
  async read(length: number): Promise<Uint8Array> {
    this.expect(length);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.chunk.length === 0) await this.refill(length - filled);
      const piece = this.take(length - filled);
      bytes.set(piece, filled);
      filled += piece.length;
    }
    await this.settle(length);
    return bytes;
  }

  /** Passes over `length` bytes. @throws UserError as {@link ByteReader.read} */
  async skip(length: number): Promise<void> {
    this.expect(length);
    let left = length - this.take(length).length;
    if (left > 0 && this.chunks.jump !== undefined) {
      this.chunks.jump(left);
      left = 0;
    }
    while (left > 0) {
      await this.refill(left);
      left -= this.take(left).length;
    }
    await this.settle(length);
  }

  async close(): Promise<void> {
    this.chunk = empty;
    await this.chunks.close();
  }

  private expect(length: number): void {
    if (length > this.remaining) throw this.truncated(length - this.remaining);
  }

  private truncated(missing: number): Error {
    return userError('data.truncated', { file: this.name, missing });
  }

  private take(atMost: number): Uint8Array {
    const piece = this.chunk.subarray(0, atMost);
    this.chunk = this.chunk.subarray(piece.length);
    return piece;
  }

  private async refill(missing: number): Promise<void> {
    const next = await this.chunks.next();
    if (next === undefined) throw this.truncated(missing);
    this.chunk = next;
  }

  /** An archive may hold more than it declares: that is found out where the declared bytes end. */
  private async settle(consumed: number): Promise<void> {
    this.remaining -= consumed;
    if (this.remaining > 0 || consumed === 0) return;
    const more = this.chunk.length > 0 ? this.chunk : this.chunks.jump ? undefined : await this.chunks.next();
    if (more !== undefined && more.length > 0) throw userError('data.size-mismatch', { file: this.name });
  }
}
