import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readNodeData } from '../../src/protocol/nodeData/readNodeData.ts';
import { jobResult } from '../../src/protocol/result/jobResult.ts';
import { readSensitivity } from '../../src/protocol/result/readSensitivity.ts';
import { digits, Program } from './program.ts';

let whittle: Program;
const cacheHome = process.env['XDG_CACHE_HOME'];

beforeAll(async () => {
  whittle = await Program.build();
  process.env['XDG_CACHE_HOME'] = whittle.at('cache');
});
afterEach(() => whittle.clear());
afterAll(() => {
  if (cacheHome === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = cacheHome;
  whittle.remove();
});

const quick = ['--data', digits.test, '--samples', '9', '--calibration-samples', '10'];
const measure = (...more: readonly string[]) => whittle.run('sensitivity', digits.model, ...quick, ...more);
const text = (name: string): string => readFileSync(whittle.at(name), 'utf8');

describe('finding the layers that suffer', () => {
  it('says what it costs, then which, how sure that is and what to do, and writes files', async () => {
    const files = ['--json', 'found.json', '--csv', 'layers.csv', '--node-data', 'nodes.json'];
    const { code, out, err } = await measure(...files);
    expect(code, err).toBe(0);
    expect(err).toMatch(/\d+ layers on 9 samples: \d+ runs of the model, about \d+ s/);
    for (const words of [
      '/classify/Gemm',
      'cause',
      'symptom',
      'rank correlation',
      'Whole model',
      'no layer has to stay',
    ]) {
      expect(out).toContain(words);
    }
    expect(whittle.files()).toEqual(
      ['cache', 'found.json', 'layers.csv', 'nodes.cause.json', 'nodes.symptom.json'].sort(),
    );
    const found = readSensitivity(text('found.json'), 'found.json');
    expect(found.samples).toMatchObject({ count: 9, heldOut: true });
    const rows = parse<Record<string, string>>(text('layers.csv'), { columns: true, record_delimiter: '\r\n' });
    expect(rows.map(({ causeSqnr }) => Number(causeSqnr))).toEqual(found.layers.map(({ cause }) => cause?.sqnr));
    const [cause] = readNodeData(text('nodes.cause.json'), 'x').graphs;
    expect(cause!.results.get(found.layers[0]!.node)).toBe(found.layers[0]!.cause!.sqnr);

    const second = await measure();
    expect(second.out).toContain('and kept');
    expect(second.err).not.toContain('Calibrating');
    const [entry] = readdirSync(whittle.at('cache/whittle/sensitivity'));
    truncateSync(path.join(whittle.at('cache/whittle/sensitivity'), entry!), 100);
    const third = await measure('--method', 'symptom', '--no-cache');
    expect([third.code, third.err.includes('Calibrating')]).toEqual([0, true]);
  });

  it('gives a result that a program can read, wherever --json stands', async () => {
    const { code, out } = await whittle.run('sensitivity', '--json', digits.model, ...quick, '--method', 'symptom');
    expect(code).toBe(0);
    expect(jobResult.parse(JSON.parse(out))).toMatchObject({ kind: 'sensitivity', sensitivity: { complete: true } });
    expect(whittle.files()).toEqual(['cache']);
  });

  it('only says what it would cost', async () => {
    const { code, out } = await measure('--plan', '--json', 'plan.json', '--budget', '1m');
    expect(code).toBe(0);
    for (const words of ['18 layers on 9 samples', 'layers one by one', 'altogether']) expect(out).toContain(words);
    expect(JSON.parse(text('plan.json'))).toMatchObject({ layers: 18, samples: 9, symptom: { runs: 18 } });
  });
});

describe('what cannot be done is refused with what to do, and leaves nothing', () => {
  it.each<[string, () => readonly string[], string]>([
    ['no such model', () => ['nowhere.onnx'], 'no file nowhere.onnx'],
    ['data that is not there', () => [digits.model, '--data', 'nowhere.npz'], 'nowhere.npz'],
    [
      'a folder without data',
      () => [digits.model, '--data', (mkdirSync(whittle.at('empty')), 'empty')],
      'no data that can be read',
    ],
    ['nothing integer', () => [digits.model, ...quick, '--include-operators', 'LSTM'], 'can run on integers'],
    ['a file in no folder', () => [digits.model, ...quick, '--csv', 'no/layers.csv'], 'does not exist'],
    [
      'a file that is there',
      () => [digits.model, ...quick, '--csv', (writeFileSync(whittle.at('a.csv'), 'precious'), 'a.csv')],
      '--force',
    ],
    [
      'a file that is the model',
      () => [digits.model, ...quick, '--csv', digits.model, '--force'],
      'part of what the job reads',
    ],
  ])('%s', async (_what, args, words) => {
    const given = args();
    const before = whittle.files();
    const { code, out, err } = await whittle.run('sensitivity', ...given);
    expect(code, err).not.toBe(0);
    expect(out).toBe('');
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
    expect(whittle.files().filter((name) => name !== 'cache')).toEqual(before);
  });

  it('a model that is quantized already', async () => {
    const made = await whittle.run(
      'quantize',
      digits.model,
      '--data',
      digits.calibration,
      '--calibration-samples',
      '8',
      '--no-latency',
      '-o',
      'small.onnx',
    );
    expect(made.code).toBe(0);
    const { code, out, err } = await whittle.run('sensitivity', 'small.onnx', ...quick);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('small.onnx');
    expect(err).not.toContain('    at ');
  });
});
