import { describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import type { ModelInput } from '../modelInputs.ts';
import { openDataset } from '../openDataset.ts';
import type { SyntheticSpec } from '../spec.ts';
import { collect, fed, input, refusal } from '../testing/samples.ts';

async function open(inputs: readonly ModelInput[], spec: Partial<SyntheticSpec> = {}): Promise<Dataset> {
  return openDataset({ kind: 'synthetic', ...spec }, inputs);
}

async function values(x: ModelInput, spec: Partial<SyntheticSpec> = {}): Promise<readonly number[]> {
  return (await collect(await open([x], { count: 4, ...spec }))).flatMap((sample) => fed(sample, x.name));
}

const moments = (numbers: readonly number[]): { readonly mean: number; readonly deviation: number } => {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / numbers.length) };
};

describe('openDataset of synthetic data', () => {
  it('says that it is synthetic, and has no labels', async () => {
    const dataset = await open([input('x', ['N', 3])]);
    expect(dataset).toMatchObject({
      synthetic: true,
      source: { code: 'data.synthetic', args: {} },
      size: 32,
      hasLabels: false,
    });
    expect((await collect(dataset)).every((sample) => sample.labels === undefined)).toBe(true);
  });

  it('makes up normal or even floats', async () => {
    const x = input('x', ['N', 3, 100, 100]);
    const normal = await values(x);
    expect(normal.length).toBe(120_000);
    const { mean, deviation } = moments(normal);
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.015);
    const beyondTwo = normal.filter((value) => Math.abs(value) > 2).length / normal.length;
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.004);
    const even = await values(x, { distribution: 'uniform' });
    expect(even.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(Math.abs(moments(even).deviation - Math.sqrt(1 / 12))).toBeLessThan(0.005);
  });

  it('makes up the same values for the same seed, whichever samples are read', async () => {
    const x = input('x', [1, 5]);
    const all = await collect(await open([x], { seed: 7 }));
    const some = await collect(await open([x], { seed: 7 }), { start: 3, step: 10 });
    expect(some.map((sample) => fed(sample, 'x'))).toEqual([3, 13, 23].map((index) => fed(all[index], 'x')));
    expect(await values(x, { seed: 8 })).not.toEqual(await values(x, { seed: 7 }));
    expect(new Set(all.map((sample) => fed(sample, 'x')[0])).size).toBe(32);
    const [sample] = await collect(await open([x, input('z', [1, 5])], { count: 1 }));
    expect(fed(sample, 'x')).not.toEqual(fed(sample, 'z'));
  });

  it('makes up integers within their range, all of them', async () => {
    const ids = await values(input('input_ids', [1, 1000], 'int64'));
    expect([Math.min(...ids), Math.max(...ids), new Set(ids).size]).toEqual([0, 99, 100]);
    const few = await values(input('input_ids', [1, 1000], 'int32'), { integerRange: 3 });
    expect(new Set(few)).toEqual(new Set([0, 1, 2]));
    const bytes = await values(input('image', [1, 3, 64, 64], 'uint8'));
    expect([Math.min(...bytes), Math.max(...bytes)]).toEqual([0, 255]);
    const small = await values(input('codes', [1, 5000], 'int8'), { integerRange: 1000 });
    expect([Math.min(...small), Math.max(...small)]).toEqual([0, 127]);
  });

  it.each<[string, ModelInput, readonly number[]]>([
    ['a mask', input('attention_mask', [1, 3], 'int64'), [1, 1, 1]],
    ['a float mask', input('mask', [1, 2]), [1, 1]],
    ['booleans', input('use_cache', [1], 'bool'), [1]],
    ['a sample rate', input('sr', [], 'int64'), [16000]],
    ['lengths', input('input_lengths', [2], 'int64'), [4, 4]],
    ['token types', input('token_type_ids', [1, 2], 'int64'), [0, 0]],
    ['positions', input('position_ids', [2, 3], 'int64'), [0, 1, 2, 0, 1, 2]],
    ['float16 masks', input('mask', [1, 2], 'float16'), [0x3c00, 0x3c00]],
  ])('knows %s by its name', async (_, special, expected) => {
    const [sample] = await collect(await open([special, input('x', [1, 4])], { count: 1 }));
    expect(fed(sample, special.name)).toEqual(expected);
  });

  it('takes sizes that are given, and notes what it assumed', async () => {
    const inputs = [input('ids', ['batch', 'sequence'], 'int64')];
    const dataset = await open(inputs, { dims: { batch: 2 } });
    expect((await collect(dataset))[0]?.feeds.get('ids')?.dims).toEqual([2, 128]);
    expect(dataset.notes).toEqual([
      { code: 'data.assumed-dimension', args: { input: 'ids', axis: 1, dimension: 'sequence', size: 128 } },
      { code: 'data.assumed-integers', args: { input: 'ids', low: 0, high: 99 } },
    ]);
  });

  it('leaves out inputs that are fed back', async () => {
    const inputs = [input('x', [1, 4]), input('h', [1, 4])];
    const dataset = await open(inputs, { feedback: [{ output: 'hn', input: 'h' }] });
    expect([...((await collect(dataset))[0]?.feeds.keys() ?? [])]).toEqual(['x']);
    expect(dataset.feedback[0]?.initial.dims).toEqual([1, 4]);
  });

  it('refuses types and shapes for which nothing can be made up', async () => {
    expect(await refusal(() => open([input('words', ['N'], 'string')]))).toBe('data.synthetic-type');
    expect(await refusal(() => open([input('x', ['N'], 'int4')]))).toBe('data.synthetic-type');
    const unranked: ModelInput = { name: 'x', type: 'float32', dims: [], unranked: true };
    expect(await refusal(() => open([unranked]))).toBe('data.synthetic-shape');
    expect((await collect(await open([unranked], { dims: { x: [2, 2] }, count: 1 })))[0]?.feeds.get('x')?.dims).toEqual(
      [2, 2],
    );
  });
});
