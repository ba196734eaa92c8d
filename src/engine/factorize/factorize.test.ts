import { describe, expect, it } from 'vitest';
import { largestError, outputsOf } from '../../../test/fixtures/computes.ts';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import type { FactorizeOptions } from '../../protocol/options/factorize.ts';
import type { FactorizedLayer } from '../../protocol/result/reduction.ts';
import type { Dataset } from '../data/dataset.ts';
import { float, int, ints } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { realsOf, storeReals } from '../onnx/reals.ts';
import { elementCount } from '../onnx/tensor.ts';
import { countMacs } from '../profile/nodeMacs.ts';
import { withSession } from '../runtime/session.ts';
import { planFactorize } from './factorize.ts';
import { factorized } from './testing/factorizing.ts';

const samples = 6;

/** Inputs that depend on each other, vary by very different amounts, and have a mean. */
function dependent(dims: readonly number[], axis: number, count = samples): Dataset {
  return generatedDataset('dependent', count, (index) => {
    const random = new Random(100 + index);
    const inner = elementCount(dims.slice(axis + 1));
    const size = dims[axis]!;
    const data = new Float32Array(elementCount(dims));
    let last = 0;
    for (let at = 0; at < data.length; at++) {
      const channel = Math.floor(at / inner) % size;
      last = 0.6 * last + random.normal();
      data[at] = last * 1.5 ** -channel + (channel % 3 === 0 ? 0.8 : 0.1);
    }
    return { feeds: new Map([['x', { type: 'float32', dims, data }]]) };
  });
}

async function allOutputs(model: Model, dataset: Dataset): Promise<readonly Float32Array[]> {
  return withSession(model, { threads: 1, optimization: 'disabled' }, async (session) => {
    const outputs: Float32Array[] = [];
    for await (const { feeds } of dataset.samples()) {
      const [tensor] = (await session.run(feeds)).values();
      outputs.push(Float32Array.from(realsOf(tensor!)));
    }
    return outputs;
  });
}

/** Energy of the difference of two models' outputs by that of the first one's. */
async function measuredError(before: Model, after: Model, dataset: Dataset): Promise<number> {
  const [wanted, given] = [await allOutputs(before, dataset), await allOutputs(after, dataset)];
  let [error, energy] = [0, 0];
  for (const [run, values] of wanted.entries()) {
    for (const [index, value] of values.entries()) {
      error += (value - given[run]![index]!) ** 2;
      energy += value ** 2;
    }
  }
  return error / energy;
}

interface Case {
  readonly name: string;
  readonly dims: readonly number[];
  /** Dimension of the inputs along which they differ. */
  readonly axis: number;
  readonly build: (net: ModelBuilder, x: string) => string;
  readonly options?: Partial<FactorizeOptions>;
}

const convolution = {
  kernel_shape: ints([3, 3]),
  strides: ints([2, 1]),
  pads: ints([1, 0, 1, 2]),
  dilations: ints([1, 2]),
};
const cases: readonly Case[] = [
  {
    name: 'Gemm with a bias',
    dims: [20, 12],
    axis: 1,
    build: (net, x) =>
      net.node('Gemm', [x, net.weight([14, 12]), net.bias(14)], { transB: int(1), alpha: float(0.5), beta: float(2) }),
  },
  { name: 'MatMul', dims: [2, 9, 12], axis: 2, build: (net, x) => net.node('MatMul', [x, net.matrix(12, 14)]) },
  {
    name: 'MatMul whose bias is added after it',
    dims: [2, 9, 12],
    axis: 2,
    build: (net, x) => net.node('Add', [net.node('MatMul', [x, net.matrix(12, 14)]), net.bias(14)]),
  },
  {
    name: 'MatMul with its weight first',
    dims: [12, 20],
    axis: 0,
    build: (net, x) => net.node('MatMul', [net.weight([14, 12]), x]),
  },
  {
    name: 'convolution of single pixels',
    dims: [1, 12, 6, 7],
    axis: 1,
    build: (net, x) => net.node('Conv', [x, net.weight([14, 12, 1, 1])], { strides: ints([2, 1]) }),
  },
  {
    name: 'convolution, channel',
    dims: [1, 5, 9, 8],
    axis: 1,
    build: (net, x) => net.node('Conv', [x, net.weight([14, 5, 3, 3]), net.bias(14)], convolution),
    options: { convolutions: 'channel' },
  },
  {
    name: 'convolution, spatial',
    dims: [1, 5, 9, 8],
    axis: 1,
    build: (net, x) => net.node('Conv', [x, net.weight([14, 5, 3, 3]), net.bias(14)], convolution),
    options: { convolutions: 'spatial' },
  },
  {
    name: 'convolution along one axis',
    dims: [1, 6, 30],
    axis: 1,
    build: (net, x) => net.node('Conv', [x, net.weight([10, 6, 3]), net.bias(10)], { pads: ints([2, 0]) }),
  },
];

function modelOf({ dims, build }: Case): Model {
  const net = new ModelBuilder();
  return net.output(build(net, net.input('x', dims))).build();
}

async function run(each: Case, options: Partial<FactorizeOptions>) {
  const model = modelOf(each);
  const result = await factorized(model, dependent(each.dims, each.axis), { ...each.options, ...options });
  return { model, result, layer: result.layers[0]! };
}

describe('factorizing on data', () => {
  for (const each of cases) {
    it(`says what the error will be, and no other factors of the rank do better without it: ${each.name}`, async () => {
      const dataset = dependent(each.dims, each.axis);
      const errors: number[] = [];
      for (const rank of ['1', '2', '3']) {
        const aware = await run(each, { rank });
        expect(aware.layer).toMatchObject({ applied: true, rank: Number(rank) });
        const measured = await measuredError(modelOf(each), aware.model, dataset);
        expect(aware.layer.error / measured).toBeCloseTo(1, 3);
        const plain = await run(each, { rank, factorization: 'svd' });
        expect(measured).toBeLessThan(await measuredError(modelOf(each), plain.model, dataset));
        errors.push(measured);
      }
      expect(errors).toEqual(errors.toSorted((a, b) => b - a));
    });

    it(`keeps what is asked of the energy, the error and the MACs: ${each.name}`, async () => {
      const error = await run(each, { rank: 'error=0.05' });
      expect(error.layer.applied).toBe(true);
      expect(await measuredError(modelOf(each), error.model, dependent(each.dims, each.axis))).toBeLessThan(0.0501);
      const macs = await run(each, { rank: 'macs=0.6' });
      expect(macs.layer.macs.after).toBeLessThanOrEqual(0.6 * macs.layer.macs.before);
      const all = await run(each, { rank: '5000' });
      expect(all.layer).toMatchObject({ applied: false, rank: all.layer.fullRank, error: 0 });
      expect(all.result.parameters.after).toBe(all.result.parameters.before);
    });
  }

  it('counts MACs and parameters as they are afterwards', async () => {
    for (const each of cases) {
      const { model, result, layer } = await run(each, { rank: '2' });
      const elements = [...model.graph.initializers].map(({ dims }) => elementCount(dims.map(Number)));
      expect(result.parameters.after).toBe(elements.reduce((sum, count) => sum + count, 0));
      const again = await factorized(model, dependent(each.dims, each.axis), { rank: '9999' });
      expect(again.macs).toEqual({ before: result.macs!.after, after: result.macs!.after });
      expect(result.macs!.before - result.macs!.after).toBe(layer.macs.before - layer.macs.after);
      expect(countMacs(model, new Map()).total).toBe(0);
    }
  });
});

/** Two layers that read one weight, and what follows them. */
function sharing(extra: boolean): Model {
  const net = new ModelBuilder();
  const x = net.input('x', [20, 12]);
  const weight = net.matrix(12, 12, 'shared');
  const first = net.node('MatMul', [x, weight], {}, { name: 'first' });
  const second = net.node('MatMul', [net.node('Relu', [first]), weight], {}, { name: 'second' });
  const last = extra ? net.node('Mul', [second, net.node('ReduceSum', [weight], { keepdims: int(0) })]) : second;
  return net.output(last).build();
}

describe('factorizing', () => {
  it('shares factors where the weight was shared', async () => {
    const model = sharing(false);
    const result = await factorized(model, dependent([20, 12], 1), { rank: '3' });
    expect(result.layers.map(({ name, applied }) => [name, applied])).toEqual([
      ['first', true],
      ['second', true],
    ]);
    expect(result.parameters).toEqual({ before: 144, after: 72 });
    expect([...model.graph.initializers].map(({ name }) => name)).toEqual(['shared_first', 'shared_second']);
  });

  it('leaves a weight in the file that others read, and says so', async () => {
    const result = await factorized(sharing(true), dependent([20, 12], 1), { rank: '3' });
    expect(result.parameters).toEqual({ before: 144, after: 216 });
    expect(result.layers[0]!.reason.code).toBe('factorize.weight-stays');
  });

  it('keeps half precision', async () => {
    const build = (): Model => {
      const net = new ModelBuilder();
      const x = net.input('x', [4, 16], 'float16');
      const data = storeReals('float16', net.random.normals(16 * 12, 0.3));
      return net.output(net.node('MatMul', [x, net.constant('float16', [16, 12], data)]), undefined, 'float16').build();
    };
    const model = build();
    await factorized(model, undefined, { rank: '6' });
    const types = [...model.graph.initializers].map((tensor) => model.header(tensor).type);
    expect(types).toEqual(['float16', 'float16']);
    const feeds = new Map([
      ['x', { type: 'float16', dims: [4, 16], data: storeReals('float16', new Float32Array(64).fill(0.1)) } as const],
    ]);
    expect((await outputsOf(model, feeds)).values().next().value?.type).toBe('float16');
  });

  it('plans without changing anything, and finds what it then does', async () => {
    const each = cases[6]!;
    const model = modelOf(each);
    const before = [...model.graph.inOrder()];
    const data = dependent(each.dims, each.axis);
    const planned = await factorized(model, data, { rank: 'energy=0.8' }, planFactorize);
    expect(model.graph.inOrder()).toEqual(before);
    expect(
      largestError(await outputsOf(model, await first(data)), await outputsOf(modelOf(each), await first(data))),
    ).toBe(0);
    expect(await factorized(model, data, { rank: 'energy=0.8' })).toEqual(planned);
  });

  it('says why it leaves layers as they are', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [1, 8, 6, 6]);
    const conv = (name: string, input: string, dims: readonly number[], group: number): string =>
      net.node('Conv', [input, net.weight(dims)], { group: int(group), pads: ints([1, 1, 1, 1]) }, { name });
    const grouped = conv('grouped', conv('kernel', x, [8, 8, 3, 3], 1), [8, 4, 3, 3], 2);
    const narrow = net.node('Conv', [grouped, net.weight([1, 8, 1, 1])], {}, { name: 'narrow' });
    const turned = net.node('ConvTranspose', [narrow, net.weight([1, 2, 2, 2])], {}, { name: 'turned' });
    const computed = net.node(
      'MatMul',
      [turned, net.node('Transpose', [turned], { perm: ints([0, 1, 3, 2]) })],
      {},
      { name: 'computed' },
    );
    const model = net.output(computed).build();
    const reasons = async (options: Partial<FactorizeOptions>) => {
      const { layers, untouched } = await factorized(model, undefined, { rank: '9999', ...options }, planFactorize);
      return Object.fromEntries([...layers, ...untouched].map(({ name, reason }) => [name, reason.code]));
    };
    expect(await reasons({ excludeOperators: ['MatMul'] })).toEqual({
      kernel: 'factorize.rank-too-high',
      grouped: 'factorize.grouped',
      narrow: 'factorize.too-small',
      turned: 'factorize.no-matrix',
      computed: 'reason.excluded-operator',
    });
    expect(await reasons({ convolutions: 'none', includeNodes: ['kernel', 'computed'] })).toEqual({
      kernel: 'factorize.convolution',
      grouped: 'factorize.not-included',
      narrow: 'factorize.not-included',
      turned: 'factorize.not-included',
      computed: 'factorize.no-matrix',
    });
  });

  it('leaves layers that are not faster, and times those that are', async () => {
    const net = new ModelBuilder();
    const wide = net.node('MatMul', [net.input('x', [64, 512]), net.matrix(512, 512)], {}, { name: 'wide' });
    const model = net.output(net.node('MatMul', [wide, net.matrix(512, 4)], {}, { name: 'thin' })).build();
    const { layers } = await factorized(model, undefined, {
      rank: 'macs=0.8',
      onlyFaster: true,
      excludeNodes: ['wide'],
    });
    const [thin] = layers as [FactorizedLayer];
    expect(thin.milliseconds!.before).toBeGreaterThan(0);
    expect(thin.reason.code).toBe(thin.applied ? 'factorize.applied-faster' : 'factorize.not-faster');
    const low = await factorized(model, undefined, { rank: '8', onlyFaster: true, includeNodes: ['wide'] });
    expect(low.layers[0]).toMatchObject({ applied: true, rank: 8, reason: { code: 'factorize.applied-faster' } });
    expect(low.layers[0]!.milliseconds!.after).toBeLessThan(low.layers[0]!.milliseconds!.before);
  });
});

async function first(dataset: Dataset) {
  for await (const { feeds } of dataset.samples()) return feeds;
  throw new Error('no samples');
}
