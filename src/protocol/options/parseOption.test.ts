import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { format } from '../messages/catalogue.ts';
import { dataOptions } from './data.ts';
import { leavesOf } from './leaf.ts';
import { optionType } from './optionType.ts';
import { optionText, parseOption } from './parseOption.ts';
import { quantizeDynamicOptions } from './quantizeDynamic.ts';
import { quantizeStaticOptions } from './quantizeStatic.ts';
import { verifyOptions } from './verify.ts';

const { shape } = quantizeStaticOptions;

function valueOf(schema: z.ZodType, text: string): unknown {
  const parsed = parseOption(schema, text);
  return 'value' in parsed ? parsed.value : expect.fail(format(parsed.problem));
}

function problemOf(schema: z.ZodType, text: string): string {
  const parsed = parseOption(schema, text);
  return 'problem' in parsed ? format(parsed.problem) : expect.fail(`it became ${JSON.stringify(parsed.value)}`);
}

describe('the options of a schema', () => {
  it('are listed in its order, with key, type, help and default', () => {
    const leaves = [...leavesOf(quantizeStaticOptions).values()];
    expect(leaves.map(({ key }) => key)).toEqual(Object.keys(shape));
    expect(leaves.find(({ key }) => key === 'percentile')).toMatchObject({
      flag: 'percentile',
      type: { kind: 'number', whole: false },
      presentation: { help: 'option.percentile' },
      defaultValue: 99.999,
    });
  });

  it('have a type each, which says how to ask for it', () => {
    const types = [...leavesOf(quantizeStaticOptions)].map(([flag, { type }]) => [flag, type]);
    expect(Object.fromEntries(types)).toMatchObject({
      observer: { kind: 'choice', choices: ['min-max', 'moving-average', 'entropy', 'percentile', 'mse'] },
      'per-channel': { kind: 'switch' },
      'exclude-nodes': { kind: 'list', of: 'texts' },
      'tensor-overrides': { kind: 'json' },
      'calibration-samples': { kind: 'number', whole: true },
      statistics: { kind: 'text' },
    });
  });

  it('that tell the variants of a union apart are one choice', () => {
    const kinds = ['auto', 'npz', 'npyFolder', 'testDataSets', 'images', 'synthetic'];
    const leaves = leavesOf(dataOptions);
    expect(leaves.get('data-kind')?.type).toEqual({ kind: 'choice', choices: kinds });
    expect(leaves.get('dim')?.type).toEqual({ kind: 'named-values' });
    expect(leaves.get('image-mean')?.type).toEqual({ kind: 'list', of: 'numbers' });
  });
});

describe('what is written for an option', () => {
  it.each<[string, z.ZodType, string, unknown]>([
    ['a number', shape.percentile, ' 99.9 ', 99.9],
    ['a choice', shape.observer, 'mse', 'mse'],
    ['a list', shape.excludeNodes, '/head/{a,b}/*, last', ['/head/{a,b}/*', 'last']],
    ['a switch', shape.perChannel, 'false', false],
    ['settings by name', shape.tensorOverrides, '{"x":{"range":[-1,1]}}', { x: { range: [-1, 1] } }],
    ['nothing, which leaves an option out', shape.calibrationSamples, '', undefined],
    ['nothing, where there is a default', shape.percentile, '  ', undefined],
  ])('may be %s', (_what, schema, text, expected) => {
    expect(valueOf(schema, text)).toEqual(expected);
  });

  it.each<[string, z.ZodType, string, string]>([
    ['no number', shape.percentile, 'much', 'must be a number'],
    ['too much', shape.percentile, '101', 'must be at most 100'],
    ['a part of a whole', shape.calibrationSamples, '1.5', 'must be a whole number'],
    ['no choice', shape.observer, 'max', 'must be one of min-max, moving-average'],
    ['not yes or no', shape.perChannel, 'maybe', 'must be '],
    ['no JSON', shape.tensorOverrides, '{"x":', 'must be '],
    ['wrong inside', shape.tensorOverrides, '{"x":{"range":[1,-1]}}', 'has x.range, which has a range whose lower end'],
    ['missing', dataOptions.options[1].shape.path.min(1), '', 'must be at least 1'],
  ])('is refused where it is %s', (_what, schema, text, words) => {
    expect(problemOf(schema, text)).toContain(words);
  });
});

describe('a value as text', () => {
  const dims = dataOptions.options[0].shape.dims;
  const feedback = dataOptions.options[0].shape.feedback;

  it.each<[z.ZodType, unknown, string]>([
    [shape.percentile, 99.5, '99.5'],
    [shape.observer, 'entropy', 'entropy'],
    [shape.perChannel, true, 'true'],
    [shape.excludeNodes, ['/a/{b,c}', 'd'], '/a/{b,c}, d'],
    [shape.tensorOverrides, { x: { exclude: true } }, '{"x":{"exclude":true}}'],
    [dims, { batch: 2, 'image:0': [1, 3, 8, 8], one: [7] }, 'batch=2, image:0=[1,3,8,8], one=[7]'],
    [feedback, [{ output: 'hn', input: 'h' }], 'hn:h'],
    [shape.statistics, undefined, ''],
  ])('reads as the same value (%#)', (schema, value, text) => {
    expect(optionText(schema, value)).toBe(text);
    expect(valueOf(schema, text)).toEqual(value);
  });

  it.each([
    ['static', quantizeStaticOptions],
    ['dynamic', quantizeDynamicOptions],
    ['comparison', verifyOptions.omit({ evaluation: true })],
  ])('every default of %s survives being written and read', (_name, options) => {
    const defaults = options.parse({}) as Record<string, unknown>;
    for (const [key, schema] of Object.entries(options.shape) as [string, z.ZodType][]) {
      const read = valueOf(schema, optionText(schema, defaults[key]));
      // An empty field is the default.
      expect(read ?? defaults[key], `${key} ${optionType(schema).kind}`).toEqual(defaults[key]);
    }
  });
});
