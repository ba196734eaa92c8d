import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dynamicallyQuantized, integerDigits } from '../../../test/fixtures/integerDigits.ts';
import { ModelBuilder, valueInfo } from '../../../test/fixtures/modelBuilder.ts';
import { branching, calling, looping } from '../../../test/fixtures/nestedGraphs.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { randomFeeds } from '../../../test/fixtures/randomFeeds.ts';
import { passContext, randomDataset } from '../../../test/quantize/quantized.ts';
import { randomGraph } from '../../../test/fixtures/randomGraph/randomGraph.ts';
import { angleClassifier, digitClassifier, realModels, voiceDetectorV5 } from '../../../test/fixtures/realModels.ts';
import { UserError } from '../../protocol/userError.ts';
import type { ProfiledNode } from '../../protocol/result/profile.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { Feeds } from '../data/dataset.ts';
import { int, ints } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { quantizeStatic } from '../quantize/static.ts';
import { fusionReport } from '../runtime/fusionReport.ts';
import { type KernelTimes, kernelTimes } from '../runtime/kernelTimes.ts';
import { attributeKernels } from './attributeKernels.ts';
import { nodeRuns } from './nodeRuns.ts';
import { profiledNodes } from './profiledNodes.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-attribution-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** A profile with times that only tell kernels apart: each is a power of two, so that sums say which ones are in them. */
async function attributed(model: Model, feeds: Feeds) {
  const ran = await nodeRuns(model, feeds, { temporaryFolder, threads: 1 });
  return kernelTimes(model, feeds, { temporaryFolder, threads: 1, runs: 2 }, (times: KernelTimes) => {
    const seen = times.kernels.map(({ microseconds }) => Math.round(microseconds * 4));
    const { ofNodes, overhead } = attributeKernels(
      times,
      seen.map((each) => each * 1000),
      (placed) => ran.macs(placed),
    );
    return { nodes: profiledNodes(times, ofNodes, ran), overhead, seen, kernels: times.kernels };
  });
}

function sum(times: readonly { readonly milliseconds: number }[]): number {
  return times.reduce((total, { milliseconds }) => total + milliseconds, 0);
}

/** What must hold of every profile. */
async function expectWhole(model: Model, feeds: Feeds): Promise<readonly ProfiledNode[]> {
  const { nodes, overhead, seen } = await attributed(model, feeds);
  // Whole numbers, so that nothing may be lost or there twice, however small.
  expect(sum(nodes) + sum(overhead)).toBe(seen.reduce((total, each) => total + each, 0));
  expect(new Set(nodes.map(({ node }) => node)).size).toBe(nodes.length);
  const byId = new Map(nodes.map((node) => [node.node, node]));
  for (const { runs, milliseconds, into, kernel } of nodes) {
    expect((runs === 'fused') === (into !== undefined)).toBe(true);
    expect((runs === 'folded') === (kernel === undefined)).toBe(true);
    if (runs === 'fused' || runs === 'folded') expect(milliseconds).toBe(0);
    // Who does the work of another has a kernel of its own.
    if (into !== undefined) expect(['integer', 'float']).toContain(byId.get(into)?.runs);
  }
  for (const { kind, operator, beside } of overhead) {
    expect(`${operator} ${kind}`).not.toMatch(/other$/);
    for (const node of beside) expect(byId.has(node)).toBe(true);
  }
  // The graph that the runtime writes after the extended optimizations says the same of every node of the main graph.
  const disagreeing = (await fusionReport(model, { temporaryFolder })).flatMap(({ node, kind, runsAs }) => {
    const profiled = byId.get(node);
    const own = profiled?.into === undefined ? profiled : byId.get(profiled.into);
    return own?.runs === kind
      ? []
      : [`${node}: ${kind} ${runsAs ?? ''}, ${own?.runs ?? 'nothing'} ${own?.kernel ?? ''}`];
  });
  expect(disagreeing).toEqual([]);
  return nodes;
}

function feedsOf(model: Model): Feeds {
  return new Map(Object.entries(randomFeeds(model, new Random(1), { N: 2 })));
}

describe('every kernel stands with a node of the file, or is overhead', () => {
  it.each(realModels)('$name', async ({ file, feeds }) => {
    const model = openModel(file);
    const nodes = await expectWhole(model, feeds());
    expect(nodes.filter(({ milliseconds }) => milliseconds > 0).length).toBeGreaterThan(9);
    model.close();
  });

  it('of a model that is quantized statically', async () => {
    const model = await integerDigits();
    const nodes = await expectWhole(model, digitClassifier.feeds());
    const convolutions = nodes.filter(({ operator }) => operator === 'Conv');
    expect(convolutions.every(({ runs, milliseconds }) => runs === 'integer' && milliseconds > 0)).toBe(true);
    // A pair between two such kernels is a part of them; the first and the last one convert.
    const pairs = nodes.filter(({ operator }) => operator === 'QuantizeLinear');
    expect(pairs.filter(({ runs }) => runs === 'float').length).toBeLessThan(3);
    expect(pairs.filter(({ runs }) => runs === 'folded')).toEqual([]);
  });

  it('of a real model with many kinds of nodes, quantized statically', async () => {
    const model = openModel(angleClassifier.file);
    await quantizeStatic(model, await angleClassifier.data(4, 1), quantizeStaticOptions.parse({}), passContext());
    await expectWhole(model, angleClassifier.feeds());
    model.close();
  });

  it.each([angleClassifier, digitClassifier])('of $name quantized dynamically', async ({ file, feeds }) => {
    const model = dynamicallyQuantized(openModel(file));
    await expectWhole(model, feeds());
    model.close();
  });

  it('of weights alone in 8 bits', async () => {
    const net = new ModelBuilder({ opset: 21 });
    const scales = net.constant('float32', [32], new Float32Array(32).fill(0.01));
    const weight = net.constant('int8', [64, 32], new Int8Array(64 * 32).fill(3));
    const real = net.node('DequantizeLinear', [weight, scales], { axis: int(1) }, { output: 'real' });
    const model = net.output(net.node('MatMul', [net.input('x', [1, 64]), real], {}, { output: 'y' })).build();
    const nodes = await expectWhole(model, feedsOf(model));
    expect(nodes).toMatchObject([
      { node: 'real', runs: 'fused', into: 'y' },
      { node: 'y', runs: 'integer', kernel: 'MatMulNBits', macs: 64 * 32 },
    ]);
    // The weights were packed when the model was loaded, and are read nevertheless: 8 bits of each.
    expect(nodes[1]!.bytes).toBeGreaterThanOrEqual(4 * (64 + 32) + 64 * 32);
  });

  it('in half precision', async () => {
    const net = new ModelBuilder({ opset: 17 });
    const half = net.node('Cast', [net.input('x', [1, 8, 6, 6])], { to: int(10) }, { output: 'half' });
    const weight = net.constant('float16', [8, 8, 3, 3], new Uint16Array(8 * 8 * 9).fill(0x2e66));
    const conv = net.node('Conv', [half, weight], { pads: ints([1, 1, 1, 1]) }, { output: 'conv' });
    const tanh = net.node('Tanh', [conv], {}, { output: 'tanh' });
    const model = net.output(net.node('Cast', [tanh], { to: int(1) }, { output: 'y' })).build();
    const nodes = await expectWhole(model, feedsOf(model));
    expect(nodes.find(({ node }) => node === 'conv')).toMatchObject({ runs: 'float', macs: 8 * 36 * 72 });
  });

  it('of the branch that is taken, and no others', async () => {
    const model = branching();
    for (const taken of [true, false]) {
      const feeds = new Map(feedsOf(model)).set('condition', {
        ...{ type: 'bool', dims: [], data: Uint8Array.of(taken ? 1 : 0) },
      });
      const nodes = await expectWhole(model, feeds);
      const inside = nodes.map(({ node }) => node).filter((node) => node.includes('/'));
      expect(inside).toEqual(taken ? ['y/then_branch/inner', 'y/then_branch/then_y'] : ['y/else_branch/else_y']);
    }
  });

  it('of a loop as often as it runs, without its body in its own time', async () => {
    const model = looping();
    const [turn, goOn] = model.graph.subgraphs(model.graph.producer('y')!)[0]!.inputs;
    turn!.type = valueInfo('', [], 'int64').type!;
    goOn!.type = valueInfo('', [], 'bool').type!;
    const feeds = new Map(feedsOf(model)).set('count', { type: 'int64', dims: [], data: BigInt64Array.of(500n) });
    const { nodes, kernels } = await attributed(model, feeds);
    expect(kernels.find(({ operator }) => operator === 'Add')?.count).toBe(500);
    const [loop, add] = ['y', 'y/body/next'].map((id) => nodes.find(({ node }) => node === id)!);
    expect(add!.milliseconds).toBeGreaterThan(500);
    const whole = kernels.find(({ operator }) => operator === 'Loop')!;
    expect(loop!.milliseconds).toBeLessThan(4 * whole.event.microseconds - add!.milliseconds);
    expect(add!.bytes).toBe(500 * 3 * 16);
  });

  it('of functions, by the nodes of their bodies', async () => {
    const model = calling();
    for (const { proto } of model.functions) proto.opsetImport = model.proto.opsetImport;
    const { nodes, seen, overhead } = await attributed(model, feedsOf(model));
    expect(sum(nodes) + sum(overhead)).toBe(seen.reduce((total, each) => total + each, 0));
    expect(overhead).toEqual([]);
    expect(nodes.filter(({ runs }) => runs === 'float').map(({ node }) => node)).toEqual([
      ...['between', 'own::twice/positive', 'own::twice/sum', 'own::half/product'],
    ]);
    const gate = nodes.find(({ node }) => node === 'own::half/gate');
    expect(gate).toMatchObject({ runs: 'fused', into: 'own::half/product' });
  });

  it.each(Array.from({ length: 30 }, (_, index) => index + 1))('of random graph %i, also quantized', async (seed) => {
    const model = randomGraph(seed);
    await expectWhole(model, feedsOf(model));
    const dataset = randomDataset(model, 2, { N: 2 });
    try {
      await quantizeStatic(model, dataset, quantizeStaticOptions.parse({}), passContext());
    } catch (error) {
      // Nothing in it can run on integers.
      if (error instanceof UserError) return;
      throw error;
    }
    await expectWhole(model, feedsOf(model));
  });
});

it('leaves out what branches that are not taken would do', async () => {
  const model = openModel(voiceDetectorV5.file);
  const { nodes } = await attributed(model, voiceDetectorV5.feeds());
  const branches = new Set(nodes.flatMap(({ node }) => /\/(then|else)_branch\//.exec(node)?.[1] ?? []));
  expect(branches.size).toBeGreaterThan(0);
  const macs = nodes.reduce((total, node) => total + (node.macs ?? 0), 0);
  // Most of it is done inside the branch for this sample rate.
  expect(macs).toBeGreaterThan(1e5);
  model.close();
});
