import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { FileBytes, MemoryBytes } from './byteSource.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-bytes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const content = Buffer.from('0123456789');

function opened(name: string): { file: string; bytes: FileBytes } {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return { file, bytes: new FileBytes(file) };
}

describe('bytes of a file', () => {
  it('are read where they are asked for, into memory of their own', () => {
    const { bytes } = opened('read');
    expect(bytes.size).toBe(10);
    expect(Buffer.from(bytes.read(3, 4)).toString()).toBe('3456');
    const first = bytes.read(0, 2);
    first.fill(0);
    expect(Buffer.from(bytes.read(0, 2)).toString()).toBe('01');
    bytes.close();
    bytes.close();
  });

  const changes: Readonly<Record<string, (file: string) => void>> = {
    'is replaced by another of the same size': (file) => {
      writeFileSync(`${file}.new`, 'abcdefghij');
      renameSync(`${file}.new`, file);
    },
    'is written to': (file) => writeFileSync(file, 'abcdefghij'),
    'is made longer': (file) => appendFileSync(file, 'x'),
    'is cut off': (file) => truncateSync(file, 5),
    'is touched': (file) => utimesSync(file, 1, 1),
    'is deleted': (file) => rmSync(file),
  };
  for (const [change, apply] of Object.entries(changes)) {
    it(`are refused once the file ${change}`, () => {
      const { file, bytes } = opened(change.replaceAll(' ', '-'));
      expect(bytes.read(0, 10)).toHaveLength(10);
      apply(file);
      expect(userErrorOf(() => bytes.read(0, 1))).toEqual({ code: 'onnx.changed', args: { file } });
      bytes.close();
    });
  }

  it('end where the file ends', () => {
    const { file, bytes } = opened('end');
    expect(userErrorOf(() => bytes.read(8, 4))).toEqual({ code: 'onnx.changed', args: { file } });
    bytes.close();
  });

  it('cannot be had of what is missing or no file', () => {
    const missing = path.join(folder, 'missing');
    expect(userErrorOf(() => new FileBytes(missing))).toEqual({ code: 'onnx.file-missing', args: { file: missing } });
    const below = path.join(opened('plain').file, 'below');
    expect(userErrorOf(() => new FileBytes(below)).code).toBe('onnx.file-missing');
    const subfolder = path.join(folder, 'subfolder');
    mkdirSync(subfolder);
    expect(userErrorOf(() => new FileBytes(subfolder)).code).toBe('onnx.file-unreadable');
  });
});

describe('bytes in memory', () => {
  it('are read into memory of their own', () => {
    const bytes = new MemoryBytes('memory', content);
    const part = bytes.read(2, 3);
    expect(Buffer.from(part).toString()).toBe('234');
    expect(part.buffer).not.toBe(content.buffer);
    expect(bytes).toMatchObject({ name: 'memory', size: 10 });
    expect('path' in bytes).toBe(false);
  });
});
