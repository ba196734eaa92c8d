import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freeReport } from './freeReport.ts';
import { madeModels } from './madeModels.ts';
import { proposeRoles } from './modelRoles.ts';

const facts = (name: string, bytes = 1, modified = 0) => ({ path: name, bytes, modified });

describe('the original', () => {
  it('of one model is that model, with what was made from it', () => {
    expect(proposeRoles([facts('a')], [])).toEqual({ original: 'a', variants: [], reason: 'only' });
    const made = [
      { input: 'a', output: 'a8' },
      { input: 'b', output: 'b8' },
      { input: 'a', output: 'a8' },
    ];
    expect(proposeRoles([facts('a')], made)).toEqual({ original: 'a', variants: ['a8'], reason: 'reported' });
  });

  it('of one that was made is what it was made from', () => {
    const made = [{ input: 'a', output: 'a8' }];
    expect(proposeRoles([facts('a8')], made)).toEqual({ original: 'a', variants: ['a8'], reason: 'reported' });
  });

  it('of several is the one that reports name, though another is larger', () => {
    const made = [{ input: 'a', output: 'b' }];
    const roles = proposeRoles([facts('b', 1), facts('c', 9), facts('a', 2)], made);
    expect(roles).toEqual({ original: 'a', variants: ['b', 'c'], reason: 'reported' });
  });

  it('is the root of a chain', () => {
    const made = [
      { input: 'b', output: 'c' },
      { input: 'b', output: 'd' },
      { input: 'a', output: 'b' },
    ];
    expect(
      proposeRoles(
        ['a', 'b', 'c', 'd'].map((name) => facts(name)),
        made,
      ).original,
    ).toBe('a');
  });

  it('is the largest where no report says anything, of equals the oldest', () => {
    expect(proposeRoles([facts('a', 1), facts('b', 3), facts('c', 2)], []).original).toBe('b');
    const roles = proposeRoles([facts('a', 3, 20), facts('b', 3, 10)], [{ input: 'z', output: 'a' }]);
    expect(roles).toEqual({ original: 'b', variants: ['a'], reason: 'largest' });
  });

  it('is found though reports name each other in a circle', () => {
    const made = [
      { input: 'a', output: 'b' },
      { input: 'b', output: 'a' },
      { input: 'a', output: 'a' },
    ];
    expect(proposeRoles([facts('a', 1), facts('b', 2)], made)).toMatchObject({ original: 'b', reason: 'largest' });
  });
});

describe('what reports in a folder say', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'whittle-made-'));
    for (const name of ['a.onnx', 'a.int8.onnx', 'b.onnx']) writeFileSync(path.join(folder, name), '');
    const put = (name: string, text: string): void =>
      writeFileSync(path.join(folder, `${name}.whittle-report.json`), text);
    const report = (input: string, output: string): string =>
      JSON.stringify({ format: 'whittle-report', version: 1, input: { path: input }, output: { path: output } });
    put('a.int8', report('a.onnx', 'a.int8.onnx'));
    put('gone', report('a.onnx', 'gone.onnx'));
    put('damaged', report('a.onnx', 'b.onnx').slice(0, 30));
    put('foreign', report('a.onnx', 'b.onnx').replace('whittle-report', 'other'));
    put('bench', JSON.stringify({ format: 'whittle-report', kind: 'benchmark', variants: [] }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read, and what is damaged or about models that are gone says nothing', async () => {
    expect(await madeModels(folder)).toEqual([
      { input: path.join(folder, 'a.onnx'), output: path.join(folder, 'a.int8.onnx') },
    ]);
  });

  it('is nothing where there is no folder', async () => {
    expect(await madeModels(path.join(folder, 'missing'))).toEqual([]);
  });
});

it('gives a report a name that is free', () => {
  expect(freeReport('/m/a.onnx', () => false)).toBe('/m/a.benchmark.whittle-report.json');
  const taken = new Set(['/m/a.benchmark.whittle-report.json', '/m/a.benchmark.2.whittle-report.json']);
  expect(freeReport('/m/a.ONNX', (file) => taken.has(file))).toBe('/m/a.benchmark.3.whittle-report.json');
});
