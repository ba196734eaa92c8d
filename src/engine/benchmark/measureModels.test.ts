import { describe, expect, it } from 'vitest';
import { type Noise, SimulatedMachine, type SimulatedModel } from '../../../test/fixtures/simulatedMachine.ts';
import { benchmarkOptions } from '../../protocol/options/benchmark.ts';
import type { Timings } from '../../protocol/result/benchmark.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import type { Feeds } from '../data/dataset.ts';
import type { LoadRequest } from './resident.ts';
import { type Measured, measureModels, type MeasureOptions } from './measureModels.ts';

const feeds: Feeds = new Map();

interface Change extends Partial<Omit<MeasureOptions, 'benchmark'>> {
  readonly benchmark?: Partial<MeasureOptions['benchmark']>;
}

/** Measures models by their names on a simulated machine, with its clock. */
function measure(machine: SimulatedMachine, files: readonly string[], { benchmark, ...change }: Change = {}) {
  return measureModels(
    files.map((file) => ({ file, provider: 'cpu' })),
    {
      ...{ feeds, feedsOfBatch: () => feeds, threads: 1, signal: new AbortController().signal },
      ...{ onProgress: () => undefined, start: machine.start, clock: machine.clock },
      benchmark: { ...benchmarkOptions.parse({}), ...benchmark },
      ...change,
    },
  );
}

function timingsOf(measured: Measured | undefined): Timings {
  if (measured?.timings === undefined) throw new Error(`no timings: ${JSON.stringify(measured?.failure)}`);
  return measured.timings;
}

/** The ratios of the second model to the first in many simulated benchmarks. */
async function ratios(count: number, latency: number, noise: Noise, change: Change = {}) {
  const found = [];
  for (let seed = 1; seed <= count; seed++) {
    const models = { a: { latency: 10 }, b: { latency } };
    const machine = new SimulatedMachine(models, noise, seed);
    const { models: results } = await measure(machine, ['a', 'b'], change);
    found.push(timingsOf(results[1]).ratio!);
  }
  return found;
}

const share = <T>(values: readonly T[], holds: (value: T) => boolean): number =>
  values.filter(holds).length / values.length;
const contains = (truth: number) => (ratio: { readonly low: number; readonly high: number }) =>
  ratio.low <= truth && truth <= ratio.high;

describe('the ratio of two models', () => {
  const usual: Noise = { launch: 0.02, block: 0.02, run: 0.05 };
  const bursts = { slower: 0.6, length: 400, gap: 1500 };

  it.each<[string, Noise, Change]>([
    ['that differ from start to start', usual, {}],
    ['that differ much from start to start', { ...usual, launch: 0.05 }, {}],
    ['that differ only from block to block', { block: 0.05 }, {}],
    ['on a machine that becomes slower and slower', { ...usual, drift: 0.5 }, {}],
    ['on a machine that others use in bursts', { ...usual, bursts }, {}],
    ['in three launches', usual, { benchmark: { launches: 3 } }],
  ])('%s has 1 in its interval where they are equal', async (_, noise, change) => {
    const found = await ratios(60, 10, noise, change);
    expect(share(found, contains(1))).toBeGreaterThanOrEqual(0.9);
    expect(share(found, ({ verdict }) => verdict === 'no-difference')).toBe(share(found, contains(1)));
  });

  it.each<[string, Noise]>([
    ['on a usual machine', usual],
    ['on a machine that drifts', { ...usual, drift: 0.5 }],
    ['on a machine that others use in bursts', { ...usual, bursts }],
  ])('%s tells that one is 5 percent slower', async (_, noise) => {
    const found = await ratios(40, 10.5, noise);
    expect(share(found, ({ verdict }) => verdict === 'slower')).toBeGreaterThanOrEqual(0.9);
    expect(share(found, contains(1.05))).toBeGreaterThanOrEqual(0.85);
  });

  it('is exact where nothing is noisy, and found in the fewest launches', async () => {
    const machine = new SimulatedMachine({ a: { latency: 10 }, b: { latency: 5 } });
    const { models, warnings } = await measure(machine, ['a', 'b']);
    const { ratio, latency } = timingsOf(models[1]);
    expect(ratio).toMatchObject({ verdict: 'faster', blocks: 7 * 6 });
    for (const value of [ratio!.median, ratio!.low, ratio!.high]) expect(value).toBeCloseTo(0.5, 9);
    expect(latency).toMatchObject({ p50: { median: 5 }, p90: 5, p99: 5, runs: 7 * 6 * 20 });
    expect(latency.quantiles).toHaveLength(201);
    expect(machine.started).toBe(7 * 2);
    expect(warnings.map(({ code }) => code)).not.toContain('benchmark.imprecise');
  });

  it('goes on until the time is over where it does not become precise, and says so', async () => {
    const machine = new SimulatedMachine({ a: { latency: 10 }, b: { latency: 10 } }, { launch: 0.2 });
    const { models, warnings } = await measure(machine, ['a', 'b'], { benchmark: { seconds: 40 } });
    const { low, high, median } = timingsOf(models[1]).ratio!;
    expect((high - low) / median).toBeGreaterThan(0.03);
    expect(warnings.find(({ code }) => code === 'benchmark.imprecise')?.args).toMatchObject({
      file: 'b',
      precision: '3 %',
    });
    expect(machine.now / 1000).toBeGreaterThan(35);
    expect(machine.now / 1000).toBeLessThan(44);
  });

  it('is known from few blocks where runs are slow', async () => {
    const machine = new SimulatedMachine({ a: { latency: 4000 }, b: { latency: 8000 } }, { run: 0.01 });
    const { models } = await measure(machine, ['a', 'b']);
    const { ratio, latency } = timingsOf(models[1]);
    expect(ratio?.verdict).toBe('slower');
    // Loading and warming up are 36 s a launch, more than the time there is; two blocks are the least.
    expect(latency.runs).toBeLessThanOrEqual(6);
  });
});

it('has blocks in turns, none of which is first more often than others', async () => {
  const machine = new SimulatedMachine({ a: { latency: 10 }, b: { latency: 10 }, c: { latency: 10 } });
  await measure(machine, ['a', 'b', 'c'], { benchmark: { launches: 1, seconds: 10, precision: 0.0001 } });
  // Three processes warm up first, two blocks each.
  const order = machine.blocks.slice(6).join('');
  expect(order.slice(0, 18)).toBe('abccba' + 'bcaacb' + 'cabbac');
});

it('compares with the first model on the same provider, and that with the first provider', async () => {
  const models = { a: { latency: 10 }, b: { latency: 20 } };
  const machine = new SimulatedMachine(models);
  const places = [
    { file: 'a', provider: 'cpu' },
    { file: 'b', provider: 'cpu' },
    { file: 'a', provider: 'webgpu' },
    { file: 'b', provider: 'webgpu' },
  ];
  const { models: results } = await measureModels(places, {
    ...{ feeds, feedsOfBatch: () => feeds, threads: 1, signal: new AbortController().signal },
    ...{ onProgress: () => undefined, start: machine.start, clock: machine.clock },
    benchmark: { ...benchmarkOptions.parse({}), launches: 2 },
  });
  expect(results.map((result) => timingsOf(result).ratio?.median.toFixed(3))).toEqual([
    undefined,
    '2.000',
    '1.000',
    '2.000',
  ]);
});

it('knows the latency of a single model, and says when that is all it knows', async () => {
  const machine = new SimulatedMachine({ a: { latency: 10 } }, { launch: 0.01, run: 0.05 });
  const { models, warnings } = await measure(machine, ['a'], { benchmark: { launches: 1 } });
  const { latency, ratio, loading, memory } = timingsOf(models[0]);
  expect(ratio).toBeUndefined();
  expect(latency.p50.low).toBeLessThan(latency.p50.median);
  expect(latency.p50.median).toBeLessThan(latency.p90);
  expect(loading).toMatchObject({ session: 20 });
  expect(memory).toEqual({ peak: 90e6, before: 60e6 });
  expect(warnings.map(({ code }) => code)).toContain('benchmark.few-launches');
});

it('tells what is known while it goes on, and how far it is', async () => {
  const machine = new SimulatedMachine({ a: { latency: 10 }, b: { latency: 10 } }, { launch: 0.1 });
  const shares: number[] = [];
  const told: [number, number][] = [];
  await measure(machine, ['a', 'b'], {
    onProgress: (fraction) => shares.push(fraction),
    onMeasured: (place, { latency }) => told.push([place, latency.runs]),
    benchmark: { batchSizes: [1, 2] },
  });
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(shares.at(-1)).toBe(1);
  expect(told[0]?.[0]).toBe(0);
  expect(told.filter(([place]) => place === 1).length).toBeGreaterThan(10);
  expect(told.at(-1)?.[1]).toBeGreaterThan(told[1]![1]);
});

describe('the throughput', () => {
  it('is measured for every batch size and number of threads, and a failure of one is a row', async () => {
    const machine = new SimulatedMachine({ a: { latency: 10 } });
    const { models } = await measure(machine, ['a'], {
      benchmark: { batchSizes: [1, 8, 8], threadCounts: [1, 2], launches: 1 },
      feedsOfBatch: (batch) => {
        if (batch === 8) throw userError('runtime.input-mismatch', { file: 'a', reason: 'batch' });
        return feeds;
      },
    });
    const failure = { code: 'runtime.input-mismatch', args: { file: 'a', reason: 'batch' } };
    expect(timingsOf(models[0]).throughput).toEqual([
      { batch: 1, threads: 1, samplesPerSecond: 100 },
      { batch: 1, threads: 2, samplesPerSecond: 100 },
      { batch: 8, threads: 1, failure },
      { batch: 8, threads: 2, failure },
    ]);
    expect(models[0]?.failure).toBeUndefined();
    expect(machine.stopped).toBe(machine.started);
  });

  it('is not measured unless it was asked for', async () => {
    const machine = new SimulatedMachine({ a: { latency: 10 } });
    expect(timingsOf((await measure(machine, ['a'])).models[0]).throughput).toEqual([]);
  });
});

describe('a model that fails', () => {
  const others: Readonly<Record<string, SimulatedModel>> = { a: { latency: 10 }, c: { latency: 20 } };

  it.each([
    ['loading', 0],
    ['warming up', 1],
  ])('while %s is a result, and the others go on', async (_, at) => {
    const machine = new SimulatedMachine({ ...others, b: { latency: 10, fails: { at, how: 'dies' } } });
    const { models } = await measure(machine, ['a', 'b', 'c']);
    expect(models[1]).toEqual({ failure: { code: 'benchmark.process-killed', args: { file: 'b' } } });
    expect(timingsOf(models[2]).ratio?.median).toBeCloseTo(2);
    expect(machine.stopped).toBe(machine.started);
  });

  it('later keeps what was measured of it', async () => {
    const machine = new SimulatedMachine({ ...others, b: { latency: 5, fails: { at: 50, how: 'dies' } } });
    const { models } = await measure(machine, ['a', 'b', 'c']);
    expect(models[1]?.failure?.code).toBe('benchmark.process-killed');
    expect(timingsOf(models[1]).ratio?.median).toBeCloseTo(0.5);
    expect(timingsOf(models[2]).ratio?.blocks).toBeGreaterThan(timingsOf(models[1]).ratio!.blocks);
    expect(machine.stopped).toBe(machine.started);
  });

  it('by giving no answer is stopped', async () => {
    const machine = new SimulatedMachine({ ...others, b: { latency: 10, fails: { at: 4, how: 'hangs' } } });
    const { models } = await measure(machine, ['a', 'b', 'c'], { patience: 60 });
    expect(models[1]?.failure?.code).toBe('benchmark.process-silent');
    expect(timingsOf(models[2]).ratio?.median).toBeCloseTo(2);
    expect(machine.stopped).toBe(machine.started);
  });

  it('leaves the others without ratios when it is the original, but not without latencies', async () => {
    const machine = new SimulatedMachine({ ...others, b: { latency: 10, fails: { at: 0, how: 'dies' } } });
    const { models } = await measure(machine, ['b', 'a', 'c']);
    expect(models[0]?.timings).toBeUndefined();
    expect(timingsOf(models[1]).ratio).toBeUndefined();
    expect(timingsOf(models[2]).latency.p50.median).toBe(20);
  });

  it('is no result when it is a defect: that is thrown, and no process is left', async () => {
    const machine = new SimulatedMachine({ ...others });
    await expect(measure(machine, ['a', 'nowhere'])).rejects.toThrow('there is no model nowhere');
    expect(machine.stopped).toBe(machine.started);
  });
});

it('says where nodes run on the CPU because a provider does not have them', async () => {
  const machine = new SimulatedMachine({ a: { latency: 10 }, b: { latency: 10 } });
  const start = async () => {
    const resident = await machine.start();
    const load = (request: LoadRequest) => {
      if (request.fallback || request.file === 'a') return resident.load(request);
      return Promise.reject(userError('runtime.provider-incomplete', { file: 'b', provider: request.provider }));
    };
    return { ...resident, load };
  };
  const places = ['a', 'b'].flatMap((file) => ['cpu', 'webgpu'].map((provider) => ({ file, provider })));
  const { warnings } = await measureModels(places, {
    ...{ feeds, feedsOfBatch: () => feeds, threads: 1, signal: new AbortController().signal, start },
    ...{ onProgress: () => undefined, clock: machine.clock, benchmark: benchmarkOptions.parse({}) },
  });
  expect(warnings.filter(({ code }) => code === 'benchmark.provider-fallback')).toEqual([
    { code: 'benchmark.provider-fallback', args: { file: 'b', provider: 'webgpu' } },
  ]);
  expect(machine.stopped).toBe(machine.started);
});

describe('when it is cancelled', () => {
  it.each([1, 7, 40])('after block %i, no process is left', async (after) => {
    const machine = new SimulatedMachine({ a: { latency: 10 }, b: { latency: 10 } });
    const controller = new AbortController();
    const start = async () => {
      const resident = await machine.start();
      const run = async (milliseconds: number) => {
        if (machine.blocks.length >= after) controller.abort(new Error('enough'));
        return resident.run(milliseconds);
      };
      return { ...resident, run };
    };
    await expect(measure(machine, ['a', 'b'], { start, signal: controller.signal })).rejects.toThrow('enough');
    expect(machine.blocks.length).toBeLessThanOrEqual(after + 1);
    expect(machine.stopped).toBe(machine.started);
  });

  it('while a process hangs, nobody waits for it', async () => {
    const machine = new SimulatedMachine({ a: { latency: 10, fails: { at: 2, how: 'hangs' } } });
    const controller = new AbortController();
    setTimeout(() => controller.abort(new UserError({ code: 'worker.cancelled', args: {} })), 20);
    await expect(measure(machine, ['a'], { signal: controller.signal })).rejects.toThrow('Cancelled');
    expect(machine.stopped).toBe(machine.started);
  });
});
