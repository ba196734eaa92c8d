import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Feeds } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { realsOf } from '../../src/engine/onnx/reals.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { quantizeStatic } from '../../src/engine/quantize/static.ts';
import { fusionReport } from '../../src/engine/runtime/fusionReport.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { type QuantizeStaticInput, quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { Random } from '../fixtures/random.ts';
import { randomFeeds } from '../fixtures/randomFeeds.ts';
import { randomGraph } from '../fixtures/randomGraph/randomGraph.ts';
import { disagreements } from './agreement.ts';
import { passContext, randomDataset } from './quantized.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-random-graphs-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** How near each output has to come to that of the float graph; most come to 30 dB and more. */
const enoughDecibels = 15;
const samples = 4;
/** The first fifty, and those by which rules of the plan were found. */
const seeds = [
  ...Array.from({ length: 50 }, (_, index) => index + 1),
  131,
  132,
  202,
  388,
  559,
  563,
  612,
  642,
  778,
  874,
];

/** Quantizes a random graph; undefined where nothing of it can run on integers. */
async function quantizeGraph(seed: number, input: QuantizeStaticInput = {}) {
  const model = randomGraph(seed);
  const dataset = randomDataset(model, samples, {}, seed);
  try {
    const { plan } = await quantizeStatic(model, dataset, quantizeStaticOptions.parse(input), passContext());
    return { model, plan };
  } catch (error) {
    if (error instanceof UserError && error.detail.code === 'quantize.nothing-integer') return undefined;
    throw error;
  }
}

/** One of the samples that it was calibrated on, so that no value lies outside of its range. */
function feedsOf(seed: number): Feeds {
  return new Map(Object.entries(randomFeeds(randomGraph(seed), new Random(seed + samples - 1))));
}

const outputsOf = (model: Model, seed: number) =>
  withSession(model, { threads: 1 }, (session) => session.run(feedsOf(seed)));

/** Names, types and shapes are kept, and what comes out is near to what the float graph gives. */
async function expectAlike(model: Model, seed: number): Promise<void> {
  const expected = await outputsOf(randomGraph(seed), seed);
  const actual = await outputsOf(model, seed);
  expect([...actual.keys()]).toEqual([...expected.keys()]);
  for (const [name, tensor] of expected) {
    const other = actual.get(name)!;
    expect([name, other.type, other.dims]).toEqual([name, tensor.type, tensor.dims]);
    if (tensor.type === 'float32')
      expect(decibels(realsOf(tensor), realsOf(other)), name).toBeGreaterThan(enoughDecibels);
  }
}

function decibels(expected: Float32Array | Float64Array, actual: Float32Array | Float64Array): number {
  let signal = 0;
  let noise = 0;
  expected.forEach((value, index) => {
    signal += value ** 2;
    noise += (value - actual[index]!) ** 2;
  });
  return noise === 0 ? Infinity : 10 * Math.log10(signal / noise);
}

function saved(model: Model, name: string): string {
  const file = path.join(temporaryFolder, name);
  saveModel(model, file, { overwrite: true });
  return file;
}

describe('a random graph', () => {
  it.each(seeds)(
    '%i runs as planned, near to float, from its file too, and always comes out the same',
    async (seed) => {
      const result = await quantizeGraph(seed);
      if (result === undefined) return;
      const { model, plan } = result;
      expect(disagreements(plan, await fusionReport(model, { temporaryFolder }))).toEqual([]);
      await expectAlike(model, seed);

      const file = saved(model, 'first.onnx');
      const opened = openModel(file);
      expect(await outputsOf(opened, seed)).toEqual(await outputsOf(model, seed));
      opened.close();
      const again = (await quantizeGraph(seed))!.model;
      expect(readFileSync(saved(again, 'second.onnx')).equals(readFileSync(file))).toBe(true);
    },
  );

  it('has something to run on integers in most cases', async () => {
    const results = await Promise.all(seeds.slice(0, 20).map((seed) => quantizeGraph(seed)));
    expect(results.filter((result) => result !== undefined).length).toBeGreaterThan(15);
  });
});

/** Options by seed that leave the kernels those of this machine, so that the plan is exact. */
const exact: Readonly<Record<string, (seed: number) => QuantizeStaticInput>> = {
  'some nodes excluded': (seed) => ({ excludeNodes: pickNodes(seed, 3) }),
  'an operator excluded': (seed) => ({ excludeOperators: pickOperators(seed) }),
  'one scale a weight': () => ({ perChannel: false }),
  'unsigned weights': () => ({ weightType: 'uint8' }),
  'weights of 7 bits': () => ({ reducedWeights: true }),
};

describe.each(Object.entries(exact))('random graphs with %s', (_, options) => {
  it.each(seeds.slice(0, 12))('%i runs as planned, near to float', async (seed) => {
    const result = await quantizeGraph(seed, options(seed));
    if (result === undefined) return;
    expect(disagreements(result.plan, await fusionReport(result.model, { temporaryFolder }))).toEqual([]);
    await expectAlike(result.model, seed);
  });
});

const others: Readonly<Record<string, (seed: number) => QuantizeStaticInput>> = {
  'kernels of ARM': () => ({ preset: 'cpu-arm64' }),
  'pairs for TensorRT': () => ({ preset: 'tensorrt' }),
  'symmetric activations': () => ({ symmetricActivations: true }),
  'a tensor excluded': (seed) => ({
    tensorOverrides: Object.fromEntries(pickNodes(seed, 1).map((tensor) => [tensor, { exclude: true }])),
  }),
};

describe.each(Object.entries(others))('random graphs with %s', (_, options) => {
  it.each(seeds.slice(0, 12))('%i loads and is near to float', async (seed) => {
    const result = await quantizeGraph(seed, options(seed));
    if (result !== undefined) await expectAlike(result.model, seed);
  });
});

/** Ids of nodes: what they write first. */
function pickNodes(seed: number, count: number): string[] {
  const [random, nodes] = [new Random(seed + 1000), [...randomGraph(seed).graph.nodes]];
  return Array.from({ length: count }, () => random.pick(nodes).output[0]!);
}

function pickOperators(seed: number): string[] {
  return [new Random(seed + 2000).pick([...randomGraph(seed).graph.nodes]).opType];
}
