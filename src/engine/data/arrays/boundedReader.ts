import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/**
 * Reads a zip archive's structure for yauzl. Offsets in damaged archives may be beyond anything a file can have, for which
 * yauzl's own reader throws where nobody can catch it: here they are errors. The handle stays the caller's to close.
 */
export class BoundedReader extends RandomAccessReader {
  private readonly handle: FileHandle;
  private readonly size: number;

  constructor(handle: FileHandle, size: number) {
    super();
    this.handle = handle;
    this.size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (!(position >= 0 && position + length <= this.size)) {
      setImmediate(callback, new Error(`an offset of ${position} in ${this.size} bytes`));
      return;
    }
    this.handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => setImmediate(callback, bytesRead < length ? new Error('the file became shorter') : null),
      (cause: unknown) => setImmediate(callback, cause instanceof Error ? cause : new Error(String(cause))),
    );
  }

  /** Members are read without yauzl. */
  override _readStreamForRange(): Readable {
    throw new Error('only the structure is read');
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
