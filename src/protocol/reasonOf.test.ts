import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { reasonOf } from './reasonOf.ts';
import { userError } from './userError.ts';

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (cause) {
    return cause;
  }
  throw new Error('nothing failed');
}

it('says by code what the operating system refuses', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whittle-reason-'));
  try {
    expect(reasonOf(failureOf(() => readFileSync(path.join(folder, 'absent'))))).toEqual({
      code: 'system.missing',
      args: {},
    });
    expect(reasonOf(failureOf(() => readFileSync(folder)))).toEqual({ code: 'system.is-folder', args: {} });
    writeFileSync(path.join(folder, 'file'), '');
    expect(reasonOf(failureOf(() => readFileSync(path.join(folder, 'file', 'below'))))).toEqual({
      code: 'system.not-folder',
      args: {},
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('passes on what Whittle says as it is', () => {
  const error = userError('onnx.empty', { file: 'a.onnx' });
  expect(reasonOf(error)).toBe(error.detail);
});

it.each([
  [new Error('Z_DATA_ERROR: invalid distance\n    at inflate'), 'Z_DATA_ERROR: invalid distance'],
  [Object.assign(new Error('unknown'), { code: 'EWHATEVER' }), 'unknown'],
  ['thrown as text', 'thrown as text'],
  [undefined, 'undefined'],
])('quotes the first line of anything else: %s', (cause, expected) => {
  expect(reasonOf(cause)).toBe(expected);
});
