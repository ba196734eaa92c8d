import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { Spliced } from './splice.ts';

const blockSize = 4 * 1024 * 1024;

/** Writes a new file piece by piece, in blocks, and sees that it is on the disk. */
export function writePieces(file: string, { pieces, size }: Spliced, onProgress?: (fraction: number) => void): void {
  const descriptor = openSync(file, 'wx');
  try {
    let done = 0;
    const write = (bytes: Uint8Array): void => {
      for (let at = 0; at < bytes.byteLength;) at += writeSync(descriptor, bytes, at, bytes.byteLength - at);
      done += bytes.byteLength;
      onProgress?.(done / size);
    };
    const buffer = new WriteBuffer(write);
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) buffer.add(piece);
      else
        for (let at = 0; at < piece.length; at += blockSize) {
          buffer.add(piece.source.read(piece.offset + at, Math.min(blockSize, piece.length - at)));
        }
    }
    buffer.flush();
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Gathers the many small pieces of a structure into few writes. */
class WriteBuffer {
  private readonly buffer = new Uint8Array(64 * 1024);
  private readonly write: (bytes: Uint8Array) => void;
  private filled = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.write = write;
  }

  add(bytes: Uint8Array): void {
    if (this.filled + bytes.byteLength > this.buffer.byteLength) this.flush();
    if (bytes.byteLength > this.buffer.byteLength) return this.write(bytes);
    this.buffer.set(bytes, this.filled);
    this.filled += bytes.byteLength;
  }

  flush(): void {
    if (this.filled > 0) this.write(this.buffer.subarray(0, this.filled));
    this.filled = 0;
  }
}
