import { describe, expect, it } from 'vitest';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { operatorModels } from '../../../test/fixtures/operatorModels.ts';
import { randomFeeds } from '../../../test/fixtures/randomFeeds.ts';
import type { Dataset } from '../data/dataset.ts';
import { int } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { observeRanges } from './observeRanges.ts';
import { observeValues, type ObserveValuesOptions } from './observeValues.ts';
import { probedModel, untyped } from './probedModel.ts';
import type { TensorRange } from './reductions.ts';
import { initialState } from './runSamples.ts';
import { withSession } from './session.ts';
import type { TensorTypes } from './tensorTypes.ts';

const float = (dims: readonly number[], data: Float32Array): DenseTensor => ({ type: 'float32', dims, data });

/** What the runtime computes without any rewriting, every tensor an output: by sample and tensor. */
async function reference(model: Model, tensors: readonly string[], dataset: Dataset) {
  const whole = probedModel(model, (copy) => {
    const kept = new Set([...tensors, ...dataset.feedback.map(({ output }) => output)]);
    copy.output = [...kept].filter((name) => model.graph.producer(name)).map(untyped);
  });
  const runs: Map<string, DenseTensor>[] = [];
  await withSession(whole, { optimization: 'disabled' }, async (session) => {
    const state = new Map(initialState(dataset));
    for await (const { feeds } of dataset.samples()) {
      const fed = new Map([...feeds, ...state]);
      const results = await session.run(fed);
      for (const { input, output } of dataset.feedback) state.set(input, results.get(output)!);
      runs.push(new Map([...fed, ...results]));
    }
  });
  return runs;
}

function typesOf(run: ReadonlyMap<string, DenseTensor>): TensorTypes {
  return new Map([...run].map(([name, { type, dims }]) => [name, { type, dims }]));
}

async function ranges(model: Model, tensors: readonly string[], dataset: Dataset, types: TensorTypes) {
  const found = new Map<string, TensorRange[]>();
  await observeRanges(model, tensors, dataset, { types }, (tensor, range) => {
    found.set(tensor, [...(found.get(tensor) ?? []), range]);
  });
  return found;
}

async function values(model: Model, tensors: readonly string[], dataset: Dataset, options: ObserveValuesOptions) {
  const found = new Map<string, DenseTensor[]>();
  await observeValues(model, tensors, dataset, options, (tensor, { type, dims, data }, sample) => {
    const own = (found.get(tensor) ?? []).concat({ type, dims, data: ArrayBuffer.isView(data) ? data.slice() : data });
    expect(own).toHaveLength(sample + 1);
    found.set(tensor, own);
  });
  return found;
}

const extremes = (data: Float32Array) => ({
  min: data.reduce((a, b) => Math.min(a, b)),
  max: data.reduce((a, b) => Math.max(a, b)),
});

const allTensors = (model: Model): readonly string[] => [
  ...model.graph.feeds.map(({ name }) => name),
  ...[...model.graph.nodes].flatMap((node) => node.output),
];

describe.each(['residual', 'concat of three convs', 'attention', 'split and conv', 'transpose max pool chain'])(
  'every tensor of %s',
  (name) => {
    const model = operatorModels.find((each) => each.name === name)!.build();
    const tensors = allTensors(model);
    const dataset = generatedDataset('normal numbers', 3, (index) => ({
      feeds: new Map(Object.entries(randomFeeds(model, new Random(index + 1)))),
    }));

    it('has the range that its values have', async () => {
      const runs = await reference(model, tensors, dataset);
      const found = await ranges(model, tensors, dataset, typesOf(runs[0]!));
      expect([...found.keys()].sort()).toEqual([...tensors].sort());
      for (const [tensor, own] of found) {
        runs.forEach((run, sample) => {
          const { min, max } = extremes(run.get(tensor)!.data as Float32Array);
          expect(own[sample]!.min).toBeCloseTo(min, 4);
          expect(own[sample]!.max).toBeCloseTo(max, 4);
          expect(own[sample]!.finite).toBe(true);
        });
      }
    });

    it.each([undefined, 1])('comes with its values, in one group or a group each (budget %s)', async (budget) => {
      const runs = await reference(model, tensors, dataset);
      const options = { types: typesOf(runs[0]!), ...(budget !== undefined && { budget }) };
      const found = await values(model, tensors, dataset, options);
      for (const tensor of tensors) {
        runs.forEach((run, sample) => {
          const expected = run.get(tensor)!;
          const actual = found.get(tensor)![sample]!;
          expect(actual.dims).toEqual(expected.dims);
          const wrong = (expected.data as Float32Array).findIndex(
            (value, index) => !(Math.abs(value - Number(actual.data[index])) < 1e-4),
          );
          expect(wrong).toBe(-1);
        });
      }
    });
  },
);

describe('observing', () => {
  /** x → Exp → (Log of it minus a number): some values without logarithm. */
  function logarithm(): Model {
    const net = new ModelBuilder();
    const power = net.node('Exp', [net.input('x', ['N'])], {}, { output: 'power' });
    const shifted = net.node('Sub', [power, net.scalar(1)], {}, { output: 'shifted' });
    return net.output(net.node('Log', [shifted], {}, { output: 'log' })).build();
  }
  const samples = (...all: readonly (readonly number[])[]): Dataset =>
    generatedDataset('numbers', all.length, (index) => ({
      feeds: new Map([['x', float([all[index]!.length], Float32Array.from(all[index]!))]]),
    }));
  const vector: TensorTypes = new Map(
    ['x', 'power', 'shifted', 'log'].map((name) => [name, { type: 'float32', dims: [4] }]),
  );

  it.each([0, 3, 7, 40, 99])('sees a NaN at element %s', async (position) => {
    const data = Array.from({ length: 100 }, () => 1);
    data[position] = -1;
    const found = await ranges(logarithm(), ['log', 'power'], samples(data), vector);
    expect(found.get('log')![0]!.finite).toBe(false);
    expect(found.get('power')![0]!.finite).toBe(true);
  });

  it('sees infinities', async () => {
    const found = await ranges(logarithm(), ['power', 'log'], samples([1, 0, 2], [1, 100, 2]), vector);
    expect(found.get('log')!.map(({ finite }) => finite)).toEqual([false, false]);
    expect(found.get('power')!.map(({ finite }) => finite)).toEqual([true, false]);
  });

  it('lets shapes vary from sample to sample', async () => {
    const dataset = samples([1, 2], [3], [1, 2, 5, 4]);
    const found = await ranges(logarithm(), ['x'], dataset, vector);
    expect(found.get('x')).toEqual([
      { min: 1, max: 2, finite: true },
      { min: 3, max: 3, finite: true },
      { min: 1, max: 5, finite: true },
    ]);
    const seen = await values(logarithm(), ['x', 'power'], dataset, { types: vector });
    expect(seen.get('power')!.map(({ dims }) => dims)).toEqual([[2], [1], [4]]);
  });

  it('passes over tensors without elements', async () => {
    const found = await ranges(logarithm(), ['x', 'power'], samples([1], [], [2]), vector);
    expect(found.get('x')).toHaveLength(2);
    expect(found.get('power')).toHaveLength(2);
  });

  it('regroups when samples grow beyond the budget, and loses none', async () => {
    const lengths = [4, 4, 4000, 5000, 6000, 4];
    const dataset = samples(...lengths.map((length, index) => Array.from({ length }, (_, i) => (index + i) % 7)));
    const runs = await reference(logarithm(), ['power', 'shifted'], dataset);
    const fractions: number[] = [];
    const found = await values(logarithm(), ['x', 'power', 'shifted'], dataset, {
      types: vector,
      budget: 10_000,
      onProgress: (fraction) => fractions.push(fraction),
    });
    for (const tensor of ['x', 'power', 'shifted']) {
      expect(found.get(tensor)!.map(({ data }) => data.length)).toEqual(lengths);
      found.get(tensor)!.forEach(({ data }, index) => {
        expect(Number(data.at(-1))).toBeCloseTo(Number(runs[index]!.get(tensor)!.data.at(-1)), 2);
      });
    }
    expect(fractions.at(-1)).toBe(1);
  });

  it('gives evenly spread elements of tensors that are too large, where that will do', async () => {
    const count = 100_000;
    const dataset = samples(Array.from({ length: count }, (_, index) => index / count));
    const types: TensorTypes = new Map([['power', { type: 'float32', dims: [count] }]]);
    const found = await values(logarithm(), ['power'], dataset, { types, budget: 4 * 1000, thinned: true });
    const [seen] = found.get('power')!;
    expect(seen!.data.length).toBeLessThanOrEqual(1000);
    expect(seen!.data.length).toBeGreaterThan(900);
    const mean = (seen!.data as Float32Array).reduce((sum, value) => sum + value) / seen!.data.length;
    expect(mean).toBeCloseTo(Math.E - 1, 2);
    const ranges: TensorRange[] = [];
    const options = { types, budget: 4 * 1000, thinned: true };
    await observeValues(logarithm(), ['power'], dataset, options, (...[, , , whole]) => ranges.push(whole!));
    const all = extremes((await reference(logarithm(), ['power'], dataset))[0]!.get('power')!.data as Float32Array);
    expect(ranges).toHaveLength(1);
    expect(ranges[0]!.min).toBeCloseTo(all.min, 5);
    expect(ranges[0]!.max).toBeCloseTo(all.max, 5);
    const whole = await values(logarithm(), ['power'], dataset, { types, budget: 4 * 1000 });
    expect(whole.get('power')![0]!.data).toHaveLength(count);
  });

  it('widens half precision, and fetches integers as they are', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [2], 'float16');
    const doubled = net.node('Add', [x, x], {}, { output: 'doubled' });
    const whole = net.node('Cast', [doubled], { to: int(7) }, { output: 'whole' });
    const model = net.output(whole, [2], 'int64').build();
    const half: DenseTensor = { type: 'float16', dims: [2], data: Uint16Array.of(0x3c00, 0xc000) };
    const dataset = generatedDataset('halves', 1, () => ({ feeds: new Map([['x', half]]) }));
    const types: TensorTypes = new Map([
      ['x', { type: 'float16', dims: [2] }],
      ['doubled', { type: 'float16', dims: [2] }],
      ['whole', { type: 'int64', dims: [2] }],
    ]);
    const found = await ranges(model, ['x', 'doubled'], dataset, types);
    expect(found.get('x')).toEqual([{ min: -2, max: 1, finite: true }]);
    expect(found.get('doubled')).toEqual([{ min: -4, max: 2, finite: true }]);
    const seen = await values(model, ['x', 'doubled', 'whole'], dataset, { types });
    expect(seen.get('x')![0]!.data).toEqual(Float32Array.of(1, -2));
    expect(seen.get('doubled')![0]!.data).toEqual(Float32Array.of(2, -4));
    expect(seen.get('whole')![0]!.data).toEqual(BigInt64Array.of(2n, -4n));
  });

  it('observes what does not depend on the inputs', async () => {
    const net = new ModelBuilder();
    const stored = net.constant('float32', [3], Float32Array.of(-1, 5, 2), 'stored');
    const constant = net.node('Neg', [stored], {}, { output: 'negative' });
    const model = net.output(net.node('Add', [net.input('x', [3]), constant])).build();
    const dataset = samples([0, 0, 0], [1, 1, 1]);
    const types: TensorTypes = new Map(['stored', 'negative'].map((name) => [name, { type: 'float32', dims: [3] }]));
    const found = await ranges(model, ['stored', 'negative'], dataset, types);
    expect(found.get('stored')).toEqual(Array(2).fill({ min: -1, max: 5, finite: true }));
    expect(found.get('negative')).toEqual(Array(2).fill({ min: -5, max: 1, finite: true }));
    const seen = await values(model, ['stored', 'negative'], dataset, { types, budget: 1 });
    expect(seen.get('negative')![1]!.data).toEqual(Float32Array.of(1, -5, -2));
    expect(seen.get('stored')![1]!.data).toEqual(Float32Array.of(-1, 5, 2));
  });

  it('feeds state back, in every group and across regrouping', async () => {
    const net = new ModelBuilder();
    const state = net.node('Add', [net.input('x', ['N']), net.input('state', [1])], {}, { output: 'sum' });
    const next = net.node('ReduceSum', [state], { keepdims: int(0) }, { output: 'total' });
    const kept = net.node('Reshape', [next, net.ints([1])], {}, { output: 'next' });
    const double = net.node('Mul', [state, net.scalar(2)], {}, { output: 'double' });
    const model = net.output(double).output(kept, [1]).build();
    const lengths = [2, 3, 3000, 2];
    const dataset = generatedDataset(
      'sequence',
      lengths.length,
      (index) => ({ feeds: new Map([['x', float([lengths[index]!], new Float32Array(lengths[index]!).fill(0.01))]]) }),
      { feedback: [{ input: 'state', output: 'next', initial: float([1], Float32Array.of(0)) }] },
    );
    const runs = await reference(model, ['sum', 'double', 'next'], dataset);
    const tensors = ['sum', 'double', 'next'];
    const types = typesOf(runs[0]!);
    const found = await ranges(model, tensors, dataset, types);
    const seen = await values(model, tensors, dataset, { types, budget: 4000 });
    runs.forEach((run, index) => {
      for (const tensor of tensors) {
        const { min, max } = extremes(run.get(tensor)!.data as Float32Array);
        expect(found.get(tensor)![index]!.max / max).toBeCloseTo(1, 4);
        expect(found.get(tensor)![index]!.min / min).toBeCloseTo(1, 4);
        expect(extremes(seen.get(tensor)![index]!.data as Float32Array).max / max).toBeCloseTo(1, 4);
      }
    });
  });

  it('stops between two runs when it is told to', async () => {
    const controller = new AbortController();
    let runs = 0;
    const observed = observeRanges(
      logarithm(),
      ['power'],
      samples([1], [2], [3]),
      { types: vector, signal: controller.signal, onProgress: () => ++runs === 2 && controller.abort() },
      () => undefined,
    );
    await expect(observed).rejects.toThrow(/abort/i);
    expect(runs).toBe(2);
  });
});
