import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { UserError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model, TensorHeader } from '../onnx/model.ts';
import type { PassContext } from '../recipe/context.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';
import { calibrate, type CalibrateOptions } from './calibrate.ts';
import { Histogram } from './observers/histogram.ts';
import { chooseRange } from './observers/observer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'whittle-calibrate-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** x → relu, and the logarithm of x, which negative numbers have none of, and how long x is. */
function model(): Model {
  const net = new ModelBuilder();
  const x = net.input('x', ['N']);
  net.output(net.node('Relu', [x], {}, { output: 'relu' }), ['N']);
  net.output(net.node('Log', [x], {}, { output: 'log' }), ['N']);
  return net.output(net.node('Shape', [x], {}, { output: 'length' }), [1], 'int64').build();
}

const types: TensorTypes = new Map([
  ...['x', 'relu', 'log'].map((name): [string, TensorHeader] => [name, { type: 'float32', dims: [100] }]),
  ['length', { type: 'int64', dims: [1] }],
]);

const normal = (index: number, count = 100): Float32Array => new Random(index).normals(count);

function numbers(size: number, at: (index: number) => Float32Array = normal): Dataset {
  return generatedDataset('numbers', size, (index) => {
    const data = at(index);
    return { feeds: new Map([['x', { type: 'float32', dims: [data.length], data }]]) };
  });
}

function context(): PassContext & { readonly logged: readonly Message[]; readonly fractions: readonly number[] } {
  const logged: Message[] = [];
  const fractions: number[] = [];
  return {
    logged,
    fractions,
    log: (message) => logged.push(message),
    finding: () => undefined,
    progress: (_, fraction) => fractions.push(fraction),
    signal: new AbortController().signal,
    temporaryFolder: folder,
    threads: 1,
    seed: 1,
  };
}

const observed = ['x', 'relu', 'log', 'length'];
const run = (dataset: Dataset, options: Partial<CalibrateOptions> = {}, surroundings = context()) =>
  calibrate(model(), observed, dataset, { types, histograms: false, ...options }, surroundings);

describe('calibrate', () => {
  it('finds the range of all samples, of real numbers only', async () => {
    const statistics = await run(numbers(5));
    const all = Array.from({ length: 5 }, (_, index) => [...normal(index)]).flat();
    expect([...statistics.keys()].sort()).toEqual(['log', 'relu', 'x']);
    expect(statistics.get('x')).toMatchObject({ batches: 5, range: { min: Math.min(...all), max: Math.max(...all) } });
    expect(statistics.get('relu')!.range).toEqual({ min: 0, max: Math.max(...all) });
  });

  it('makes the same histogram as one made of all values at once', async () => {
    const statistics = await run(numbers(5), { histograms: true });
    const expected = new Histogram();
    expected.add(Float32Array.from(Array.from({ length: 5 }, (_, index) => [...normal(index)]).flat()));
    const { bins, range } = statistics.get('x')!;
    expect(bins).toEqual(expected.bins);
    expect(range).toEqual(expected.range);
  });

  it('names what is not a number, in either way of looking, and counts it', async () => {
    const bad = numbers(3, (index) => Float32Array.of(1, 2, index === 1 ? -1 : 3, 4));
    for (const histograms of [false, true]) {
      const statistics = await run(bad, { histograms });
      expect(statistics.get('log')).toMatchObject({ nan: 1, infinite: 0, range: { min: 0 } });
      expect(chooseRange(statistics.get('log')!, 'min-max', { type: 'uint8', symmetric: false })).toEqual({
        kind: 'unusable',
        reason: 'nan',
      });
      expect(statistics.get('x')).toMatchObject({ nan: 0, infinite: 0 });
    }
  });

  it('does not take a sum that overflows for a value that is not finite', async () => {
    const large = numbers(1, () => new Float32Array(100).fill(3e38));
    expect((await run(large)).get('x')).toMatchObject({ nan: 0, infinite: 0, batches: 1 });
  });

  it('keeps the moving average with ranges, and with histograms where asked', async () => {
    const steps = numbers(2, (index) => Float32Array.of(1, index === 0 ? 10 : 20));
    const expected = { min: 1, max: 10 + 0.01 * 10 };
    expect((await run(steps)).get('x')!.movingAverage).toEqual(expected);
    expect((await run(steps, { histograms: true })).get('x')!.movingAverage).toBeNull();
    const both = await run(steps, { histograms: true, movingAverages: true });
    expect(both.get('x')!.movingAverage).toEqual(expected);
    expect(both.get('x')!.bins).not.toBeNull();
  });

  it('tells how far it is, and stops when told', async () => {
    const surroundings = context();
    await run(numbers(4), {}, surroundings);
    expect(surroundings.fractions.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    const controller = new AbortController();
    const stopped = run(
      numbers(4),
      {},
      {
        ...context(),
        signal: controller.signal,
        progress: (_, fraction) => fraction === 0.5 && controller.abort(),
      },
    );
    await expect(stopped).rejects.toThrow(/abort/i);
  });
});

describe('a file of statistics', () => {
  const inFolder = (name: string): string => path.join(folder, name);
  /** A dataset that counts how often it is run through. */
  function counted(size: number, at?: (index: number) => Float32Array) {
    const dataset = numbers(size, at);
    const count = { samples: 0 };
    const counting: Dataset = {
      ...dataset,
      async *samples(selection) {
        for await (const sample of dataset.samples(selection)) {
          count.samples++;
          yield sample;
        }
      },
    };
    return { dataset: counting, count };
  }
  /** Samples that are read to recognize the data. */
  const fingerprinted = 3;

  it('is written, and spares the next calibration', async () => {
    const file = inFolder('reused.json');
    const first = counted(50);
    const written = await run(first.dataset, { file, histograms: true });
    expect(first.count.samples).toBe(50 + fingerprinted);
    const second = counted(50);
    const surroundings = context();
    const read = await run(second.dataset, { file, histograms: true }, surroundings);
    expect(second.count.samples).toBe(fingerprinted);
    expect(read).toEqual(written);
    expect(surroundings.logged.map(({ code }) => code)).toEqual(['calibrate.statistics-reused']);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is completed by what it lacks', async () => {
    const file = inFolder('completed.json');
    await calibrate(model(), ['x'], numbers(5), { types, histograms: false, file }, context());
    const found = await calibrate(model(), ['x', 'relu'], numbers(5), { types, histograms: false, file }, context());
    expect([...found.keys()]).toEqual(['x', 'relu']);
    const { count, dataset } = counted(5);
    await calibrate(model(), ['relu', 'x'], dataset, { types, histograms: false, file }, context());
    expect(count.samples).toBe(fingerprinted);
    const withBins = await run(dataset, { file, histograms: true });
    expect(withBins.get('x')!.bins).not.toBeNull();
  });

  it('is made again for other data, for another model, and for edited weights', async () => {
    const file = inFolder('stale.json');
    const ofWeights = (value: number): Model => {
      const net = new ModelBuilder();
      const product = net.node('Mul', [net.input('x', ['N']), net.scalar(value)], {}, { output: 'relu' });
      return net.output(product).build();
    };
    const max = async (of: Model, dataset: Dataset) => {
      const surroundings = context();
      const found = await calibrate(of, ['relu'], dataset, { types, histograms: false, file }, surroundings);
      return { max: found.get('relu')!.range!.max, codes: surroundings.logged.map(({ code }) => code) };
    };
    const ones = numbers(2, () => Float32Array.of(1));
    const fives = numbers(2, () => Float32Array.of(5));
    expect(await max(model(), ones)).toEqual({ max: 1, codes: [] });
    expect(await max(model(), fives)).toEqual({ max: 5, codes: ['calibrate.statistics-stale'] });
    expect(await max(ofWeights(2), fives)).toEqual({ max: 10, codes: ['calibrate.statistics-stale'] });
    expect(await max(ofWeights(3), fives)).toEqual({ max: 15, codes: ['calibrate.statistics-stale'] });
    expect(await max(ofWeights(3), fives)).toEqual({ max: 15, codes: ['calibrate.statistics-reused'] });
  });

  it('is refused, and not overwritten, when it is something else', async () => {
    for (const [name, text] of [
      ['text.json', 'not even JSON'],
      ['other.json', '{"name": "whittle", "version": 1}'],
      [
        'broken.json',
        '{"format":"whittle calibration statistics","version":1,"model":"a","data":"b","tensors":{"x":3}}',
      ],
    ] as const) {
      const file = inFolder(name);
      await writeFile(file, text);
      const failed = await run(numbers(2), { file }).catch((cause: unknown) => cause);
      expect(failed).toBeInstanceOf(UserError);
      expect((failed as UserError).detail.code).toBe('calibrate.statistics-invalid');
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });

  it('says where it cannot be written', async () => {
    const failed = await run(numbers(2), { file: path.join(folder, 'no such folder', 's.json') }).catch(
      (cause: unknown) => cause,
    );
    expect((failed as UserError).detail.code).toBe('calibrate.statistics-unwritable');
  });
});
