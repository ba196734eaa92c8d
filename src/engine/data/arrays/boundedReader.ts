import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';

/**
 * Reads a zip archive's structure for yauzl. Offsets in damaged archives may be beyond anything a file can have, for which
 * yauzl's own reader throws where nobody can catch it: here they are errors. The handle stays the caller's to close.
 */
export class BoundedReader extends RandomAccessReader {
  private readonly handle: FileHandle;
  private readonly size: number;
  private readonly file: string;

  constructor(handle: FileHandle, size: number, file: string) {
    super();
    this.handle = handle;
    this.size = size;
    this.file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (!(position >= 0 && position + length <= this.size)) {
      setImmediate(callback, this.damaged(message('data.zip-offset', { offset: position, size: this.size })));
      return;
    }
    this.handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) =>
        setImmediate(callback, bytesRead < length ? this.damaged(message('data.became-shorter', {})) : null),
      (cause: unknown) => setImmediate(callback, cause instanceof Error ? cause : new Error(String(cause))),
    );
  }

  private damaged(reason: Message): Error {
    return userError('data.damaged', { file: this.file, reason });
  }

  /** Members are read without yauzl. */
  override _readStreamForRange(): Readable {
    throw new Error('only the structure is read');
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
