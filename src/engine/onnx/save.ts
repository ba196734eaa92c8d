import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { userError } from '../../protocol/userError.ts';
import { encodeModel } from './encode.ts';
import type { Model } from './model.ts';
import { isMemoryImage, type Payload, payloadLength, type Piece } from './payload.ts';

/** Protobuf messages end at 2 GiB; a little is left for readers that count their own overhead. */
const messageLimit = 2 ** 31 - 1024 * 1024;
const blockSize = 4 * 1024 * 1024;
/** Alignment of weights in data files, so that runtimes can map them into memory. */
const alignment = 4096;
const externalThreshold = 1024;

export interface SaveOptions {
  /** Weights in a data file beside the model: only when the model passes 2 GB, or always. */
  readonly externalData?: 'when-needed' | 'always';
  /** Whether a file of that name may be replaced. */
  readonly overwrite?: boolean;
  /** Called with the share written, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Writes a model, streaming untouched weights from file to file. The file appears under its name only when it is whole;
 * a data file gets a name of its own and appears first. What cannot be written leaves nothing behind.
 * @throws UserError when the file exists and may not be replaced, is the model itself, or the disk refuses
 */
export function saveModel(model: Model, file: string, options: SaveOptions = {}): void {
  checkTarget(model, file, options.overwrite ?? false);
  const inlined = encodeModel(model, () => ({ kind: 'inline' }));
  const beside = options.externalData === 'always' || inlined.size > messageLimit;
  const temporary: string[] = [];
  try {
    if (!beside) {
      const written = temporaryName(file);
      temporary.push(written);
      writePieces(written, inlined.pieces, inlined.size, options.onProgress);
      renameSync(written, file);
      return;
    }
    const data = new DataFile(`${path.basename(file)}.${randomBytes(4).toString('hex')}.data`);
    const outer = encodeModel(model, (payload) => data.place(payload));
    const dataFile = path.join(path.dirname(file), data.location);
    const written = [temporaryName(dataFile), temporaryName(file)] as const;
    temporary.push(...written);
    writePieces(written[0], data.pieces, data.size, options.onProgress);
    writePieces(written[1], outer.pieces, outer.size);
    renameSync(written[0], dataFile);
    temporary.push(dataFile);
    renameSync(written[1], file);
    temporary.pop();
  } catch (cause) {
    for (const each of temporary) rmSync(each, { force: true });
    throw writeError(file, cause);
  }
}

/** The layout of a data file that holds weights one after the other, aligned. */
class DataFile {
  readonly location: string;
  readonly pieces: Piece[] = [];
  size = 0;

  constructor(location: string) {
    this.location = location;
  }

  place(payload: Payload) {
    const length = payloadLength(payload);
    if (length < externalThreshold || !isMemoryImage(payload)) return { kind: 'inline' } as const;
    const padding = (alignment - (this.size % alignment)) % alignment;
    if (padding > 0) this.pieces.push(new Uint8Array(padding));
    const offset = this.size + padding;
    this.pieces.push(...payload.pieces);
    this.size = offset + length;
    return { kind: 'external', location: this.location, offset, length } as const;
  }
}

/** @throws UserError when a result may not be written there */
export function checkTarget(model: Model, file: string, overwrite: boolean): void {
  const folder = path.dirname(path.resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw userError('onnx.folder-missing', { folder });
  }
  if (!existsSync(file)) return;
  const target = statSync(file);
  for (const source of model.sources) {
    const own = source.path === undefined ? undefined : statSync(source.path, { throwIfNoEntry: false });
    if (own?.ino === target.ino && own.dev === target.dev) throw userError('onnx.same-file', { file });
  }
  if (!overwrite) throw userError('onnx.exists', { file });
}

/** Writes beside the target, so that the last step is a rename on one file system. */
function temporaryName(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString('hex')}.part`);
}

function writePieces(
  file: string,
  pieces: readonly Piece[],
  size: number,
  onProgress?: (fraction: number) => void,
): void {
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

function writeError(file: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  return code === undefined ? cause : userError('onnx.write-failed', { file, reason: code }, { cause });
}
