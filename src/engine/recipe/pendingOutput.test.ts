import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partOwner } from '../../protocol/partName.ts';
import { requireApart, requireWritable } from '../../protocol/outputFile.ts';
import { PendingOutput } from './pendingOutput.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pending-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

describe('a result', () => {
  it('has its name, its data file and its report only when all is written', () => {
    const target = at('small.onnx');
    writeFileSync(target, 'old');
    {
      using pending = new PendingOutput(target);
      expect(path.basename(pending.model)).toBe('small.onnx');
      writeFileSync(pending.model, 'model');
      writeFileSync(path.join(path.dirname(pending.model), 'small.onnx.1234.data'), 'weights');
      pending.accompany(at('small.json'), 'report');
      expect(readFileSync(target, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toHaveLength(2);
      pending.publish();
    }
    expect(readdirSync(folder).sort()).toEqual(['small.json', 'small.onnx', 'small.onnx.1234.data']);
    expect(readFileSync(target, 'utf8')).toBe('model');
  });

  it('that is not published leaves nothing, and while it is made says whose it is', () => {
    {
      using pending = new PendingOutput(at('small.onnx'));
      writeFileSync(pending.model, 'half a mod');
      const [name] = readdirSync(folder);
      expect(partOwner(name!)?.pid).toBe(process.pid);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of which a part cannot be put in place leaves nothing new', () => {
    {
      using pending = new PendingOutput(at('small.onnx'));
      writeFileSync(pending.model, 'model');
      writeFileSync(path.join(path.dirname(pending.model), 'small.onnx.1234.data'), 'weights');
      pending.accompany(path.join(folder, 'no such folder', 'small.json'), 'report');
      expect(() => pending.publish()).toThrow(/small\.json cannot be written \(there is no such file or folder\)/);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('where nothing can be made is refused at once', () => {
    writeFileSync(at('a file'), '');
    expect(() => new PendingOutput(path.join(folder, 'a file', 'small.onnx'))).toThrow(
      /cannot be written \(a part of its path is no folder\)/,
    );
  });
});

describe('before anything is made', () => {
  it('it is clear that nothing is replaced unasked', () => {
    writeFileSync(at('there'), '');
    expect(() => requireWritable(at('there'), false)).toThrow(/already there/);
    expect(() => requireWritable(at('there'), true)).not.toThrow();
    expect(() => requireWritable(folder, true)).toThrow(/is a folder/);
    expect(() => requireWritable(path.join(folder, 'nowhere', 'x'), false)).toThrow(/does not exist/);
  });

  it('it is clear that nothing that is read is written, by whatever name', () => {
    writeFileSync(at('data.npz'), '');
    const other = path.join(folder, '..', path.basename(folder), 'data.npz');
    expect(() => requireApart(other, [at('data.npz')])).toThrow(/part of what the job reads/);
    expect(() => requireApart(at('new'), [at('data.npz')])).not.toThrow();
    expect(existsSync(at('new'))).toBe(false);
  });
});
