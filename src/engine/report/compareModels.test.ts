import { describe, expect, it } from 'vitest';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import type { Model } from '../onnx/model.ts';
import { compareModels, type CompareOptions, compareSamples, evaluateModel } from './compareModels.ts';

const options: CompareOptions = {
  threads: 1,
  signal: new AbortController().signal,
  own: [],
  heldOut: true,
  onProgress: () => undefined,
};

/** Scores of three classes: the input, plus a constant. */
function shifted(...by: readonly number[]): Model {
  return shiftedBatch(1, by);
}

function shiftedBatch(batch: number | string, by: readonly number[]): Model {
  const net = new ModelBuilder();
  const x = net.input('x', [batch, 3]);
  const y = net.node('Add', [x, net.constant('float32', [1, 3], Float32Array.from(by))], {}, { output: 'logits' });
  return net.output(y, [batch, 3]).build();
}

const rows = Array.from({ length: 50 }, (_, index) => new Random(index).normals(3, 1));
const largest = (row: Float32Array): number => row.indexOf(Math.max(...row));
const dataset = generatedDataset(
  'rows',
  rows.length,
  (index) => ({
    feeds: new Map([['x', { type: 'float32', dims: [1, 3], data: rows[index]! }]]),
    labels: [largest(rows[index]!)],
  }),
  { hasLabels: true },
);

describe('two models on the same samples', () => {
  it('are told apart by what they answer', async () => {
    const found = await compareModels(shifted(0, 0, 0), shifted(0, 0.8, 0), dataset, options);
    const moved = rows.map((row) => row.map((value, index) => value + (index === 1 ? 0.8 : 0)));
    const equal = rows.filter((row, index) => largest(row) === largest(moved[index]!)).length;
    expect(equal).toBeLessThan(50);
    expect(found.agreement).toBeCloseTo(equal / 50, 10);
    expect(found.metrics).toMatchObject([{ name: { code: 'metric.top-1' }, before: 1, after: equal / 50 }]);
    expect(found.samples).toEqual({ source: 'rows', synthetic: false, count: 50, heldOut: true });
    const signal = rows.reduce((sum, row) => sum + row.reduce((inner, value) => inner + value * value, 0), 0);
    expect(found.outputs[0]?.sqnr).toBeCloseTo(10 * Math.log10(signal / (50 * 0.8 ** 2)), 3);
  });

  it('are found to differ as much where samples share runs', async () => {
    const [alone, together] = await Promise.all(
      [1, 'N'].map((batch) =>
        compareModels(shiftedBatch(batch, [0, 0, 0]), shiftedBatch(batch, [0, 0.8, 0]), dataset, options),
      ),
    );
    expect(together).toEqual(alone);
  });

  it('that do the same differ nowhere', async () => {
    const found = await compareModels(shifted(1, 0, 0), shifted(1, 0, 0), dataset, options);
    expect(found.agreement).toBe(1);
    expect(found.outputs).toEqual([{ output: 'logits', sqnr: Infinity, cosine: 1, maximumError: 0 }]);
  });
});

describe('the samples that suffer most', () => {
  it.each([1, 'N'])('are the ten with the lowest SQNR, whoever shares their run: batch %s', async (batch) => {
    const { worst } = await compareSamples(
      shiftedBatch(batch, [0, 0, 0]),
      shiftedBatch(batch, [0, 0.8, 0]),
      dataset,
      options,
    );
    const expected = rows
      .map((row, sample) => {
        const signal = row.reduce((sum, value) => sum + value * value, 0);
        const moved = row.map((value, index) => value + (index === 1 ? 0.8 : 0));
        return { sample, sqnr: 10 * Math.log10(signal / 0.64), changed: largest(row) !== largest(moved) };
      })
      .sort((a, b) => a.sqnr - b.sqnr)
      .slice(0, 10);
    expect(worst.map(({ sample, changed }) => ({ sample, changed }))).toEqual(
      expected.map(({ sample, changed }) => ({ sample, changed })),
    );
    for (const [index, { sqnr }] of worst.entries()) expect(sqnr).toBeCloseTo(expected[index]!.sqnr, 4);
    expect(new Set(worst.map(({ changed }) => changed)).size).toBe(2);
  });

  it('are none where nothing differs', async () => {
    const { worst } = await compareSamples(shifted(1, 0, 0), shifted(1, 0, 0), dataset, options);
    expect(worst).toEqual([]);
  });
});

describe('models with a state', () => {
  /** Adds its input to what it gave before. */
  function sum(factor: number): Model {
    const net = new ModelBuilder();
    const scaled = net.node('Mul', [net.input('x', [1]), net.constant('float32', [1], Float32Array.of(factor))]);
    const total = net.node('Add', [scaled, net.input('before', [1])], {}, { output: 'total' });
    return net.output(total, [1]).build();
  }

  it('each carry their own from sample to sample', async () => {
    const initial = { type: 'float32' as const, dims: [1], data: new Float32Array(1) };
    const ones = generatedDataset(
      'ones',
      4,
      () => ({ feeds: new Map([['x', { type: 'float32', dims: [1], data: Float32Array.of(1) }]]) }),
      { feedback: [{ output: 'total', input: 'before', initial }] },
    );
    const found = await compareModels(sum(1), sum(2), ones, options);
    // 1, 2, 3, 4 against 2, 4, 6, 8: the last differs most, by 4.
    expect(found.outputs[0]?.maximumError).toBe(4);
    expect(found.outputs[0]?.sqnr).toBeCloseTo(0, 10);
  });
});

describe('one model', () => {
  it('is measured by the labels', async () => {
    const seen: number[] = [];
    const found = await evaluateModel(shifted(0, 0, 9), dataset, { ...options, onProgress: (each) => seen.push(each) });
    const right = rows.filter((row) => largest(row) === 2).length;
    expect(found.metrics[0]?.value).toBeCloseTo(right / 50, 10);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toHaveLength(50);
  });
});
