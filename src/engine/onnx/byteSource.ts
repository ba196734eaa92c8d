import { closeSync, constants, fstatSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import { message } from '../../protocol/messages/catalogue.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { userError } from '../../protocol/userError.ts';

/** Bytes that are read in pieces when asked for: a file on disk, or memory (virtual workspaces, versions in a diff). */
export interface ByteSource {
  /** What messages call it: the path of the file. */
  readonly name: string;
  /** Where it lies on disk, absent for memory. */
  readonly path?: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * Reads exactly `length` bytes from `offset` into memory of their own.
   * @throws UserError `onnx.changed` when the file is no longer the one that was opened
   */
  read(offset: number, length: number): Uint8Array<ArrayBuffer>;
  close(): void;
}

/** A file whose size, modification time and inode are checked before each read, so that bytes of two versions never mix. */
export class FileBytes implements ByteSource {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  private readonly descriptor: number;
  private readonly opened: BigIntStats;
  private closed = false;

  /** @throws UserError when the file is missing, a folder, or cannot be read */
  constructor(path: string) {
    this.name = path;
    this.path = path;
    try {
      // A pipe that nobody writes to would never open. (Windows has no such flag, and no such files.)
      this.descriptor = openSync(path, constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0));
      this.opened = fstatSync(this.descriptor, { bigint: true });
      this.size = Number(this.opened.size);
    } catch (cause) {
      throw unreadable(path, cause);
    }
    if (!this.opened.isFile()) {
      closeSync(this.descriptor);
      throw userError('onnx.file-unreadable', { file: path, reason: message('system.not-file', {}) });
    }
  }

  read(offset: number, length: number): Uint8Array<ArrayBuffer> {
    this.checkUnchanged();
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.descriptor, bytes, done, Math.min(length - done, 0x40000000), offset + done);
      if (count === 0) throw userError('onnx.changed', { file: this.name });
      done += count;
    }
    return bytes;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.descriptor);
  }

  private checkUnchanged(): void {
    const now = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    const same =
      now?.size === this.opened.size &&
      now.mtimeNs === this.opened.mtimeNs &&
      now.ino === this.opened.ino &&
      now.dev === this.opened.dev;
    if (!same) throw userError('onnx.changed', { file: this.name });
  }
}

/** Bytes that are in memory already. */
export class MemoryBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  private readonly bytes: Uint8Array;

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = bytes;
    this.size = bytes.byteLength;
  }

  read(offset: number, length: number): Uint8Array<ArrayBuffer> {
    // A copy, also of a Buffer, whose own slice is none.
    return new Uint8Array(this.bytes.subarray(offset, offset + length));
  }

  close(): void {
    // Memory needs no closing.
  }
}

function unreadable(file: string, cause: unknown): Error {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return userError('onnx.file-missing', { file }, { cause });
  return userError('onnx.file-unreadable', { file, reason: reasonOf(cause) }, { cause });
}
