import { open } from 'node:fs/promises';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { UserError, userError } from '../../../protocol/userError.ts';
import { reasonOf } from '../../../protocol/reasonOf.ts';
import { fileError } from '../fileError.ts';
import { BoundedReader } from './boundedReader.ts';
import type { ByteRange } from './byteReader.ts';
import { inflatedRange, storedRange } from './fileRange.ts';

/** More arrays than any model has inputs; a directory beyond this is an attack or a mistake. */
const entryLimit = 10_000;
/** Deflate makes at most about 1,032 bytes of one: a member that declares more lies about its size. */
const deflateLimit = 1032;
const stored = 0;
const deflated = 8;

/**
 * The members of a zip archive by name, each readable from its start without unpacking the others; zip64 too.
 * @throws UserError where the archive is damaged, encrypted, packed in another way than deflate, holds a name twice or a
 * name that leads out of the archive, or declares sizes that cannot be
 */
export async function zipMembers(file: string): Promise<ReadonlyMap<string, ByteRange>> {
  const handle = await open(file).catch((cause: unknown) => {
    throw fileError(cause, file);
  });
  try {
    const { size } = await handle.stat();
    const archive = await fromRandomAccessReaderPromise(new BoundedReader(handle, size, file), size, {
      autoClose: false,
    });
    return await listMembers(archive, file);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw userError('data.damaged', { file, reason: reasonOf(cause) }, { cause });
  } finally {
    await handle.close();
  }
}

async function listMembers(archive: ZipFile, file: string): Promise<ReadonlyMap<string, ByteRange>> {
  const members = new Map<string, ByteRange>();
  if (archive.entryCount > entryLimit) {
    throw userError('data.zip-entries', { file, count: archive.entryCount, limit: entryLimit });
  }
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    if (members.has(entry.fileName)) throw userError('data.zip-twice', { file, member: entry.fileName });
    members.set(entry.fileName, await member(archive, entry, file));
  }
  return members;
}

async function member(archive: ZipFile, entry: Entry, file: string): Promise<ByteRange> {
  const { fileName, compressionMethod, compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) throw userError('data.zip-encrypted', { file, member: fileName });
  if (compressionMethod !== stored && compressionMethod !== deflated) {
    throw userError('data.zip-method', { file, member: fileName });
  }
  if (uncompressedSize > compressedSize * deflateLimit) {
    throw userError('data.zip-bomb', {
      file,
      member: fileName,
      declared: uncompressedSize,
      compressed: compressedSize,
    });
  }
  const name = `${file}: ${fileName}`;
  const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
  return compressionMethod === stored
    ? storedRange(name, file, fileDataStart, uncompressedSize)
    : inflatedRange(name, file, fileDataStart, compressedSize, uncompressedSize);
}
