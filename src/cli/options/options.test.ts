import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { dataOptions } from '../../protocol/options/data.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { verifyOptions } from '../../protocol/options/verify.ts';
import { Assembly } from './assembly.ts';
import { declareOptions, givenOptions } from './declare.ts';
import { UsageError } from './usageError.ts';
import { writeArguments } from './writeArguments.ts';

function assemblyOf(line: string, ...schemas: readonly z.ZodType[]): Assembly {
  const command = new Command().exitOverride();
  declareOptions(command, [{ heading: 'cli.group-method', schemas }]);
  command.parse(line === '' ? [] : line.split(' '), { from: 'user' });
  return new Assembly(givenOptions(command));
}

function parsed<Schema extends z.ZodType>(schema: Schema, line: string): z.output<Schema> {
  const assembly = assemblyOf(line, schema);
  const value = assembly.parse(schema);
  assembly.requireAllUsed();
  return value;
}

function refusal(schema: z.ZodType, line: string): string {
  try {
    parsed(schema, line);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  return expect.fail('it should have been refused');
}

describe('options on the command line', () => {
  it('are the defaults of the schema where nothing is given', () => {
    expect(parsed(quantizeStaticOptions, '')).toEqual(quantizeStaticOptions.parse({}));
  });

  it('have the types of the schema', () => {
    const options = parsed(
      quantizeStaticOptions,
      '--observer percentile --percentile 99.9 --weight-type uint8 --calibration-samples 64 --statistics s.json',
    );
    expect(options).toMatchObject({
      observer: 'percentile',
      percentile: 99.9,
      weightType: 'uint8',
      calibrationSamples: 64,
      statistics: 's.json',
    });
  });

  it('tell a switch that is on from one that is off and from one that was not touched', () => {
    expect(parsed(quantizeStaticOptions, '').perChannel).toBeUndefined();
    expect(parsed(quantizeStaticOptions, '--per-channel').perChannel).toBe(true);
    expect(parsed(quantizeStaticOptions, '--no-per-channel').perChannel).toBe(false);
    expect(parsed(quantizeDynamicOptions, '--no-per-channel').perChannel).toBe(false);
    expect(parsed(verifyOptions, '--no-latency').latency).toBe(false);
  });

  it('may be repeated and listed with commas, which braces of globs keep', () => {
    const options = parsed(
      quantizeStaticOptions,
      '--exclude-operators Softmax,Add --exclude-operators Mul --exclude-nodes /head/{a,b}/*,last',
    );
    expect(options.excludeOperators).toEqual(['Softmax', 'Add', 'Mul']);
    expect(options.excludeNodes).toEqual(['/head/{a,b}/*', 'last']);
  });

  it.each<[string, string, string]>([
    ['a value that is not among the choices', '--observer max', '--observer must be one of min-max, moving-average'],
    ['text for a number', '--percentile much', '--percentile must be a number'],
    ['too much', '--percentile 101', '--percentile must be at most 100'],
    ['a part of a whole', '--calibration-samples 1.5', '--calibration-samples must be a whole number'],
    ['JSON that is none', '--tensor-overrides {"a":', 'not JSON'],
    ['a file that is not there', '--tensor-overrides nowhere.json', 'no file nowhere.json'],
    ['a range the wrong way round', '--tensor-overrides {"x":{"range":[2,1]}}', 'lower end is above'],
  ])('refuse %s', (_what, line, words) => {
    if (words === 'not JSON' || words.startsWith('no file')) {
      expect(() => parsed(quantizeStaticOptions, line)).toThrow(words);
    } else expect(refusal(quantizeStaticOptions, line)).toContain(words);
  });

  it('show their help, choices and defaults from the schema and the catalogue', () => {
    const command = new Command('x');
    declareOptions(command, [{ heading: 'cli.group-method', schemas: [quantizeStaticOptions] }]);
    const help = command.helpInformation().replace(/\s+/g, ' ');
    expect(help).toContain('how the range of an activation is found');
    expect(help).toContain('(choices: "min-max", "moving-average", "entropy", "percentile", "mse", default: min-max)');
  });
});

describe('data on the command line', () => {
  it.each<[string, object]>([
    ['--data a.npz', { kind: 'auto', path: 'a.npz' }],
    ['--data a --data-kind npyFolder', { kind: 'npyFolder', path: 'a' }],
    ['--data-kind synthetic --synthetic-count 8', { kind: 'synthetic', count: 8 }],
    ['--data a.npz --labels l.csv', { kind: 'auto', path: 'a.npz', labels: { from: 'file', path: 'l.csv' } }],
    [
      '--data a --data-kind npyFolder --labels l.csv',
      { kind: 'npyFolder', path: 'a', labels: { from: 'file', path: 'l.csv' } },
    ],
    ['--data d --labels-from folders', { kind: 'auto', path: 'd', labels: { from: 'folders' } }],
    [
      '--data d --image-preset imagenet --image-mean 1,2,3',
      { kind: 'auto', path: 'd', preprocessing: { preset: 'imagenet', mean: [1, 2, 3] } },
    ],
    [
      '--data a.npz --dim batch=2 --dim input:0=1x3x224x224,len=[7]',
      { kind: 'auto', path: 'a.npz', dims: { batch: 2, 'input:0': [1, 3, 224, 224], len: [7] } },
    ],
    [
      '--data a.npz --feedback hn:h,cn:c',
      {
        kind: 'auto',
        path: 'a.npz',
        feedback: [
          { output: 'hn', input: 'h' },
          { output: 'cn', input: 'c' },
        ],
      },
    ],
  ])('%s', (line, expected) => {
    expect(parsed(dataOptions, line)).toEqual(expected);
  });

  it.each<z.output<typeof dataOptions>>([
    { kind: 'auto', path: 'a b.npz' },
    { kind: 'npyFolder', path: 'a', labels: { from: 'file', path: 'l.csv', classNames: 'names.txt' } },
    {
      kind: 'images',
      path: 'd',
      labels: { from: 'folders' },
      preprocessing: { preset: '0-1', mean: [1, 2], fit: 'pad' },
    },
    { kind: 'synthetic', count: 3, seed: 0, dims: { batch: 2, x: [1, 3], one: [7] } },
    { kind: 'npz', path: 'a.npz', feedback: [{ output: 'hn', input: 'h' }] },
  ])('is written as it is read: $kind', (options) => {
    const command = new Command().exitOverride();
    declareOptions(command, [{ heading: 'cli.group-data', schemas: [dataOptions] }]);
    command.parse(writeArguments(dataOptions, options), { from: 'user' });
    expect(new Assembly(givenOptions(command)).parse(dataOptions)).toEqual(options);
  });

  it.each<[string, string]>([
    ['--data a.npz --data-kind npz --image-scale 2', '--image-scale does not apply here'],
    ['--data a --data-kind npz --labels l.csv --labels-from folders', '--labels-from does not apply here'],
    ['--data-kind npz', '--data is needed'],
    ['--data a --data-kind excel', '--data-kind must be one of auto, npz'],
    ['--data a --dim batch=many', '--dim'],
    ['--data a --feedback hn', 'In --feedback, 0.input is needed'],
  ])('%s is refused', (line, words) => {
    expect(refusal(dataOptions, line)).toContain(words);
  });

  it('for evaluation is a path', () => {
    expect(parsed(verifyOptions, '--evaluate test.npz').evaluation).toEqual({ kind: 'auto', path: 'test.npz' });
  });
});

describe('settings for single tensors', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'overrides-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are written as JSON or stand in a file', () => {
    const overrides = { 'a/b': { range: [-1, 1], observer: 'mse' } };
    const file = path.join(folder, 'o.json');
    writeFileSync(file, JSON.stringify(overrides));
    expect(parsed(quantizeStaticOptions, `--tensor-overrides ${file}`).tensorOverrides).toEqual(overrides);
    expect(parsed(quantizeStaticOptions, `--tensor-overrides ${JSON.stringify(overrides)}`).tensorOverrides).toEqual(
      overrides,
    );
  });
});
