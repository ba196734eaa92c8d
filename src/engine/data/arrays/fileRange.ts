import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { userError } from '../../../protocol/userError.ts';
import { reasonOf } from '../../../protocol/reasonOf.ts';
import { fileError } from '../fileError.ts';
import { type ByteRange, ByteReader, type Chunks } from './byteReader.ts';

const chunkBytes = 1 << 18;

/** All bytes of a file. @throws UserError where there is none */
export async function wholeFile(file: string): Promise<ByteRange> {
  try {
    const { size } = await stat(file);
    return storedRange(file, file, 0, size);
  } catch (cause) {
    throw fileError(cause, file);
  }
}

/** Bytes of a file as they lie there, `size` of them from `start`. */
export function storedRange(name: string, file: string, start: number, size: number): ByteRange {
  return { name, size, open: async () => new ByteReader(name, size, await storedChunks(file, start, size)) };
}

/** What `compressed` bytes of a file, from `start`, inflate to: `size` bytes as the archive declares. */
export function inflatedRange(name: string, file: string, start: number, compressed: number, size: number): ByteRange {
  return {
    name,
    size,
    open: () => Promise.resolve(new ByteReader(name, size, inflatedChunks(name, file, start, compressed))),
  };
}

async function storedChunks(file: string, start: number, size: number): Promise<Chunks> {
  const handle = await open(file).catch((cause: unknown) => {
    throw fileError(cause, file);
  });
  let position = start;
  const end = start + size;
  return {
    async next() {
      const length = Math.min(chunkBytes, end - position);
      if (length <= 0) return undefined;
      const chunk = new Uint8Array(length);
      const { bytesRead } = await handle.read(chunk, 0, length, position).catch((cause: unknown) => {
        throw fileError(cause, file);
      });
      position += bytesRead;
      return bytesRead === 0 ? undefined : chunk.subarray(0, bytesRead);
    },
    jump(bytes) {
      position += bytes;
    },
    close: () => handle.close(),
  };
}

function inflatedChunks(name: string, file: string, start: number, compressed: number): Chunks {
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  const source = createReadStream(file, { start, end: start + compressed - 1, highWaterMark: chunkBytes });
  // Failures of either stream reach the reader through the iterator.
  pipeline(source, inflate, () => undefined);
  const pieces = inflate[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return {
    async next() {
      try {
        const piece = await pieces.next();
        return piece.done === true ? undefined : piece.value;
      } catch (cause) {
        throw userError('data.damaged', { file: name, reason: reasonOf(cause) }, { cause });
      }
    },
    close() {
      source.destroy();
      inflate.destroy();
      return Promise.resolve();
    },
  };
}
