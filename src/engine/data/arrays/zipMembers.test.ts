import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fixture } from '../testing/numpyMade.ts';
import { floats, npyBytes } from '../testing/numpyFiles.ts';
import { refusal, temporaryFolder } from '../testing/samples.ts';
import type { ByteRange } from './byteReader.ts';
import { zipMembers } from './zipMembers.ts';

const folder = await temporaryFolder();
let files = 0;

async function membersOf(bytes: Uint8Array): Promise<ReadonlyMap<string, ByteRange>> {
  const file = join(folder, `${(files++).toString()}.npz`);
  await writeFile(file, bytes);
  return zipMembers(file);
}

async function contentOf(range: ByteRange | undefined): Promise<Uint8Array> {
  if (range === undefined) return new Uint8Array(0);
  const reader = await range.open();
  try {
    return await reader.read(range.size);
  } finally {
    await reader.close();
  }
}

/** Changes a field of the record of the first member in the central directory (offsets as in the ZIP specification). */
function edited(archive: Uint8Array, edit: (record: Buffer, local: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(archive);
  const directory = bytes.readUInt32LE(bytes.length - 22 + 16);
  const record = bytes.subarray(directory);
  edit(record, bytes.subarray(record.readUInt32LE(42)));
  return bytes;
}

const random = Uint8Array.from({ length: 700_000 }, (_, index) => Math.imul(index + 1, 0x9e3779b1) >>> 13);

describe('zipMembers', () => {
  it('reads stored and deflated members, whole, in pieces and after skipping', async () => {
    for (const level of [0, 6] as const) {
      const members = await membersOf(zipSync({ 'a.npy': random, 'deep/b.npy': new Uint8Array(0) }, { level }));
      expect([...members.keys()]).toEqual(['a.npy', 'deep/b.npy']);
      expect(Buffer.compare(await contentOf(members.get('a.npy')), random)).toBe(0);
      const reader = await members.get('a.npy')!.open();
      expect(await reader.read(3)).toEqual(random.slice(0, 3));
      await reader.skip(600_000);
      expect(await reader.read(5)).toEqual(random.slice(600_003, 600_008));
      expect(await refusal(() => reader.read(100_000))).toBe('data.truncated');
      await reader.close();
    }
  });

  it('reads zip64 archives and what numpy.savez writes', async () => {
    const expected = npyBytes(floats([2, 2, 3], Array(12).keys()));
    const zip64 = await contentOf((await membersOf(fixture('zip64'))).get('x.npy'));
    expect(zip64.subarray(-48)).toEqual(new Uint8Array(expected.subarray(-48)));
    const savez = await contentOf((await membersOf(fixture('savez'))).get('x.npy'));
    expect(savez.length).toBe(128 + 24);
  });

  it('refuses archives that are cut, empty or something else', async () => {
    const archive = zipSync({ 'a.npy': random });
    expect(await refusal(() => membersOf(archive.subarray(0, archive.length - 30)))).toBe('data.damaged');
    expect(await refusal(() => membersOf(new Uint8Array(0)))).toBe('data.damaged');
    expect(await refusal(() => membersOf(random))).toBe('data.damaged');
    expect(await refusal(() => zipMembers(join(folder, 'nothing.npz')))).toBe('data.missing');
  });

  it('refuses names that lead out of the archive, and names that are there twice', async () => {
    expect(await refusal(() => membersOf(zipSync({ '../../x.npy': random })))).toBe('data.damaged');
    expect(await refusal(() => membersOf(zipSync({ '/etc/x.npy': random })))).toBe('data.damaged');
    const two = Buffer.from(zipSync({ 'a.npy': random, 'b.npy': random }, { level: 0 }));
    const directory = two.readUInt32LE(two.length - 6);
    const second = two.indexOf('b.npy', directory, 'latin1');
    two.write('a.npy', second, 'latin1');
    expect(await refusal(() => membersOf(two))).toBe('data.zip-twice');
  });

  it('refuses encrypted members and other ways of packing', async () => {
    const archive = zipSync({ 'a.npy': random });
    expect(await refusal(() => membersOf(edited(archive, (record) => record.writeUInt16LE(1, 8))))).toBe(
      'data.zip-encrypted',
    );
    expect(await refusal(() => membersOf(fixture('bzip2')))).toBe('data.zip-method');
  });

  it('refuses a member that declares more than its bytes can hold', async () => {
    const archive = zipSync({ 'a.npy': random });
    const bomb = edited(archive, (record) => record.writeUInt32LE(0xfffffffe, 24));
    expect(await refusal(() => membersOf(bomb))).toBe('data.zip-bomb');
  });

  it('finds a member that inflates to more or less than it declares', async () => {
    const archive = zipSync({ 'a.npy': random });
    const less = edited(archive, (record) => record.writeUInt32LE(random.length - 10, 24));
    const more = edited(archive, (record) => record.writeUInt32LE(random.length + 10, 24));
    expect(await refusal(async () => contentOf((await membersOf(less)).get('a.npy')))).toBe('data.size-mismatch');
    expect(await refusal(async () => contentOf((await membersOf(more)).get('a.npy')))).toBe('data.truncated');
  });

  it('finds damaged deflate data', async () => {
    const archive = Buffer.from(zipSync({ 'a.npy': random }));
    const packed = Buffer.from(deflateRawSync(random));
    archive.fill(0xff, 200, 200 + Math.min(1000, packed.length));
    expect(await refusal(async () => contentOf((await membersOf(archive)).get('a.npy')))).toBe('data.damaged');
  });
});
