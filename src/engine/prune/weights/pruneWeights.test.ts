import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsOf, seededFeeds } from '../../../../test/fixtures/computes.ts';
import { generatedDataset } from '../../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { QdqBuilder } from '../../../../test/fixtures/qdqBuilder.ts';
import { pruneWeightsOptions } from '../../../protocol/options/pruneWeights.ts';
import type { SparseLayer } from '../../../protocol/result/reduction.ts';
import { UserError } from '../../../protocol/userError.ts';
import type { Dataset } from '../../data/dataset.ts';
import { int } from '../../onnx/attributes.ts';
import { encodeSparse, sizeOf } from '../../onnx/encoding/encodeSparse.ts';
import type { ElementType } from '../../onnx/elementType.ts';
import type { Model } from '../../onnx/model.ts';
import { isReal, realsOf, storeReals } from '../../onnx/reals.ts';
import type { PassContext } from '../../recipe/context.ts';
import { planWeights, pruneWeights } from './pruneWeights.ts';

let temporaryFolder: string;
beforeAll(() => (temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-weights-'))));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

function context(seed = 1): PassContext {
  const nothing = (): void => undefined;
  const { signal } = new AbortController();
  return { progress: nothing, log: nothing, finding: nothing, signal, temporaryFolder, threads: 1, seed };
}

const options = (given: Record<string, unknown>) => pruneWeightsOptions.parse({ scope: 'layer', ...given });

function numbers(model: Model, name: string): number[] {
  return Array.from(realsOf(model.constant(model.graph, name)!));
}

const zerosOf = (values: readonly number[]): number => values.filter((value) => value === 0).length;

/** Two layers, the second with weights ten times as large. */
function twoLayers(type: ElementType = 'float32', weights: 'initializers' | 'constant-nodes' = 'initializers'): Model {
  const net = new ModelBuilder({ weights });
  const weight = (name: string, dims: readonly number[], deviation: number): string => {
    const values = net.random.normals(
      dims.reduce((a, b) => a * b),
      deviation,
    );
    return net.constant(type, dims, isReal(type) ? storeReals(type, values) : values, name);
  };
  const hidden = net.node(
    'MatMul',
    [net.input('x', ['N', 24], type), weight('first', [24, 16], 1)],
    {},
    { name: 'one' },
  );
  const relu = net.node('Relu', [hidden]);
  const attributes = { transB: int(1) };
  return net
    .output(net.node('Gemm', [relu, weight('second', [10, 16], 10)], attributes, { name: 'two' }), undefined, type)
    .build();
}

function dataOf(model: Model, dims: Readonly<Record<string, readonly number[]>> = { x: [4, 24] }): Dataset {
  return generatedDataset('generated', 12, (index) => ({ feeds: seededFeeds(model, dims, index) }));
}

const change = ({ zeros }: SparseLayer): number => zeros.after - zeros.before;

describe('pruneWeights', () => {
  it.each([
    ['float32', 'initializers'],
    ['float16', 'constant-nodes'],
    ['float64', 'initializers'],
  ] as const)('sets exactly the smallest to zero and leaves the bits of others: %s, %s', async (type, weights) => {
    const model = twoLayers(type, weights);
    const before = { first: numbers(model, 'first'), second: numbers(model, 'second') };
    const result = await pruneWeights(model, undefined, options({ sparsity: 0.7 }), context());
    for (const [name, values] of Object.entries(before)) {
      const count = Math.round(0.7 * values.length);
      const after = numbers(model, name);
      const gone = values.filter((_, index) => after[index] === 0).map(Math.abs);
      const kept = values.filter((_, index) => after[index] !== 0);
      expect([gone.length, after.filter((value) => value !== 0)]).toEqual([count, kept]);
      expect(Math.max(...gone)).toBeLessThanOrEqual(Math.min(...kept.map(Math.abs)));
    }
    expect(result.layers.map(({ node, name, weights: count, zeros }) => [node, name, count, zeros])).toEqual([
      [[...model.graph.nodes].find(({ name }) => name === 'one')!.output[0], 'one', 384, { before: 0, after: 269 }],
      [[...model.graph.nodes].find(({ name }) => name === 'two')!.output[0], 'two', 160, { before: 0, after: 112 }],
    ]);
    expect(result.parameters).toEqual({ before: 544, after: 544 });
    expect(result.notes.map(({ code }) => code)).toEqual(['pruneWeights.no-speed']);
  });

  it('ranks all layers together as sorting does, within the limit of each', async () => {
    for (const maximumSparsity of [1, 0.8]) {
      const model = twoLayers();
      const sizes = [...numbers(model, 'first'), ...numbers(model, 'second')].map(Math.abs);
      const capped = options({ sparsity: 0.7, scope: 'model', maximumSparsity });
      await pruneWeights(model, undefined, capped, context());
      const after = [...numbers(model, 'first'), ...numbers(model, 'second')];
      const most = Math.floor(maximumSparsity * 384);
      const order = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size);
      let [first, left] = [0, Math.round(0.7 * 544)];
      for (const { index } of order) {
        const goes = left > 0 && (index >= 384 || first < most);
        if (goes) left--;
        if (goes && index < 384) first++;
        expect(after[index] === 0).toBe(goes);
      }
    }
  });

  it('chooses by weights and inputs in every row, as written out: wanda', async () => {
    const model = twoLayers();
    const data = dataOf(model);
    const sums = new Float64Array(24);
    for await (const { feeds } of data.samples()) {
      (feeds.get('x')!.data as Float32Array).forEach((value, index) => (sums[index % 24]! += value * value));
    }
    const before = numbers(model, 'first');
    await pruneWeights(model, data, options({ criterion: 'wanda', sparsity: 0.5 }), context());
    const after = numbers(model, 'first');
    for (let output = 0; output < 16; output++) {
      const scores = Array.from(
        { length: 24 },
        (_, input) => Math.abs(before[input * 16 + output]!) * Math.sqrt(sums[input]!),
      );
      const limit = [...scores].sort((a, b) => a - b)[12]!;
      expect(scores.map((score) => score < limit)).toEqual(scores.map((_, input) => after[input * 16 + output] === 0));
    }
  });

  it('measures what the outputs of a layer lose, which reconstruction makes less', async () => {
    const errors = new Map<string, number>();
    for (const criterion of ['magnitude', 'wanda', 'reconstruction', 'random'] as const) {
      const model = twoLayers();
      const data = dataOf(model);
      const [before, original] = [numbers(model, 'first'), model.clone()];
      const result = await pruneWeights(model, data, options({ criterion, sparsity: 0.5 }), context());
      expect(result.layers.map(change)).toEqual([192, 80]);
      const after = numbers(model, 'first');
      let [lost, whole] = [0, 0];
      for await (const { feeds } of data.samples()) {
        const x = feeds.get('x')!.data as Float32Array;
        for (let row = 0; row < x.length; row += 24) {
          for (let output = 0; output < 16; output++) {
            const sum = (weights: readonly number[]): number => {
              let value = 0;
              for (let input = 0; input < 24; input++) value += x[row + input]! * weights[input * 16 + output]!;
              return value;
            };
            lost += (sum(before) - sum(after)) ** 2;
            whole += sum(before) ** 2;
          }
        }
      }
      expect(result.layers[0]?.error).toBeCloseTo(lost / whole, 5);
      errors.set(criterion, lost / whole);
      const feeds = seededFeeds(original, { x: [1, 24] });
      expect((await outputsOf(model, feeds)).size).toBe(1);
    }
    expect(errors.get('reconstruction')).toBeLessThan(errors.get('wanda')!);
    expect(errors.get('wanda')).toBeLessThan(errors.get('random')!);
  });

  it('shares out what is to go between layers by what they lose, with reconstruction', async () => {
    const total = async (scope: 'layer' | 'model'): Promise<readonly [number, number]> => {
      const model = twoLayers();
      // Two thirds of the inputs say nothing, so that the first layer can lose most of its weights.
      const data = generatedDataset('silent', 12, (index) => {
        const feeds = seededFeeds(model, { x: [4, 24] }, index);
        const x = feeds.get('x')!.data as Float32Array;
        x.forEach((_, place) => place % 24 >= 8 && (x[place] = 0));
        return { feeds };
      });
      const given = options({ criterion: 'reconstruction', sparsity: 0.6, scope });
      const result = await pruneWeights(model, data, given, context());
      const zeros = result.layers.reduce((sum, each) => sum + each.zeros.after, 0);
      return [zeros, result.layers.reduce((sum, { error }) => sum + error!, 0)];
    };
    const [[, alone], [zeros, together]] = [await total('layer'), await total('model')];
    expect(zeros).toBe(Math.round(0.6 * 544));
    expect(together).toBeLessThan(alone);
  });

  it('says before what it will do, and leaves the model as it is', async () => {
    for (const given of [
      { sparsity: 0.7, scope: 'model' },
      { criterion: 'random', sparsity: 0.3 },
      { criterion: 'wanda', scope: 'model' },
      { criterion: 'reconstruction', sparsity: 0.8 },
      { criterion: 'reconstruction', scope: 'model' },
      { pattern: '2:4' },
      { pattern: '2x3', sparsity: 0.5 },
      { threshold: 0.5, maximumSparsity: 0.3 },
    ]) {
      const model = twoLayers();
      const bytes = sizeOf(model);
      const values = numbers(model, 'first');
      const plan = await planWeights(model, dataOf(model), options(given), context());
      expect([sizeOf(model), numbers(model, 'first')]).toEqual([bytes, values]);
      const made = await pruneWeights(model, dataOf(model), options(given), context());
      const counted = ({ node, zeros, bytes: of }: SparseLayer) => ({ node, zeros, bytes: of });
      expect(plan.layers.map(counted)).toEqual(made.layers.map(counted));
      expect(plan.bytes).toEqual(made.bytes);
    }
  });

  it('is random by its seed alone, and counts zeros that are there', async () => {
    const run = async (seed: number): Promise<number[]> => {
      const model = twoLayers();
      await pruneWeights(model, undefined, options({ sparsity: 0.2 }), context());
      const zero = numbers(model, 'first').map((value) => value === 0);
      await pruneWeights(model, undefined, options({ sparsity: 0.5, criterion: 'random' }), context(seed));
      const after = numbers(model, 'first');
      expect(zerosOf(after)).toBe(192);
      zero.forEach((was, index) => was && expect(after[index]).toBe(0));
      return after;
    };
    expect(await run(1)).toEqual(await run(1));
    expect(await run(1)).not.toEqual(await run(2));
  });

  it('takes neighbours along the inputs and whole blocks, whatever the order in the file', async () => {
    const groups = twoLayers();
    await pruneWeights(groups, undefined, options({ pattern: '1:3' }), context());
    const first = numbers(groups, 'first');
    for (let output = 0; output < 16; output++) {
      for (let input = 0; input < 24; input += 3) {
        expect(zerosOf([0, 1, 2].map((each) => first[(input + each) * 16 + output]!))).toBe(2);
      }
    }
    const blocks = twoLayers();
    const result = await pruneWeights(blocks, undefined, options({ pattern: '4x2', sparsity: 0.5 }), context());
    expect(result.layers[0]?.zeros.after).toBe(192);
    const second = numbers(blocks, 'first');
    for (let output = 0; output < 16; output += 4) {
      for (let input = 0; input < 24; input += 2) {
        const block = [0, 1, 2, 3].flatMap((o) => [0, 1].map((i) => second[(input + i) * 16 + output + o]!));
        expect([0, 8]).toContain(zerosOf(block));
      }
    }
  });

  it('goes by a threshold as far as the limit allows', async () => {
    const model = twoLayers();
    const before = numbers(model, 'second');
    const result = await pruneWeights(model, undefined, options({ threshold: 2, maximumSparsity: 0.6 }), context());
    expect(result.layers[0]?.zeros.after).toBe(Math.floor(0.6 * 384));
    expect(numbers(model, 'second')).toEqual(before.map((value) => (Math.abs(value) < 2 ? 0 : value)));
    expect(result.notes[0]).toMatchObject({ code: 'pruneWeights.threshold-limited', args: { layer: 'one' } });
  });

  it('has shares for single layers, and leaves what is excluded, quantized or computed', async () => {
    const model = twoLayers();
    const given = { sparsity: 0.9, layerSparsity: { 't*': 0.25 }, excludeNodes: ['one'] };
    const result = await pruneWeights(model, undefined, options(given), context());
    expect(result.layers.map(({ name, zeros }) => [name, zeros.after])).toEqual([['two', 40]]);
    expect(result.untouched).toMatchObject([{ name: 'one', reason: { code: 'reason.excluded-node' } }]);

    const net = new QdqBuilder();
    const x = net.input('x', [1, 32]);
    const quantized = net.node('MatMul', [net.pair(x), net.quantizedWeight([32, 16])]);
    const tied = net.node('MatMul', [x, net.matrix(32, 16, 'tied')], {}, { name: 'kept' });
    const again = net.node('MatMul', [x, 'tied'], {}, { name: 'shared' });
    const endless = net.constant('float32', [32, 16], new Float32Array(512).fill(Infinity), 'endless');
    const wild = net.node('MatMul', [x, endless], {}, { name: 'wild' });
    const mixed = net.output(quantized).output(tied).output(again).output(wild).build();
    const left = await pruneWeights(mixed, undefined, options({ excludeNodes: ['kept'] }), context());
    expect(left.layers).toEqual([]);
    expect(left.untouched.map(({ reason }) => reason.code).sort()).toEqual([
      'pruneWeights.not-finite',
      'pruneWeights.quantized',
      'pruneWeights.shared-excluded',
      'reason.excluded-node',
    ]);
    expect(left.notes).toEqual([]);
  });

  it('prunes convolutions of any kind, recurrent layers and embeddings; by size where inputs are not known', async () => {
    const net = new ModelBuilder();
    const image = net.input('image', [2, 4, 6, 6]);
    const grouped = net.node('Conv', [image, net.weight([8, 2, 3, 3], { name: 'grouped' })], { group: int(2) });
    net.output(net.node('ConvTranspose', [grouped, net.weight([8, 3, 2, 2], { name: 'transposed' })]));
    const sequence = net.input('sequence', [5, 1, 6]);
    const recurrent = [net.weight([1, 16, 6], { name: 'w' }), net.weight([1, 16, 4], { name: 'r' })];
    net.output(net.nodeWith(1, 'LSTM', [sequence, ...recurrent], { hidden_size: int(4) })[0]!);
    const model = net.output(net.node('Gather', [net.weight([20, 8], { name: 'table' }), net.ints([1, 5])])).build();
    const data = dataOf(model, {});
    const given = options({ criterion: 'reconstruction', sparsity: 0.5 });
    const result = await pruneWeights(model, data, given, context());
    for (const { zeros, weights } of result.layers) expect(zeros.after).toBe(weights / 2);
    expect(result.layers.map(({ operator, error }) => [operator, error !== undefined])).toEqual(
      expect.arrayContaining([
        ['Conv', true],
        ['LSTM', false],
        ['Gather', false],
      ]),
    );
    expect(result.notes.filter(({ code }) => code === 'pruneWeights.magnitude-instead').length).toBeGreaterThanOrEqual(
      3,
    );
    await outputsOf(model, seededFeeds(model));
  });

  it('expects the size that the file comes to, and works on what was stored without zeros', async () => {
    const net = new ModelBuilder();
    const w = net.matrix(200, 100, 'w');
    const model = net.output(net.node('MatMul', [net.input('x', [1, 200]), w])).build();
    const result = await pruneWeights(model, undefined, options({ sparsity: 0.9 }), context());
    const { bytes } = encodeSparse(model, 'auto');
    expect(Math.abs(result.bytes!.after - bytes.after)).toBeLessThan(400);
    expect(bytes.after).toBeLessThan(bytes.before / 6);
    const again = await pruneWeights(model, undefined, options({ sparsity: 0.95 }), context());
    expect(again.layers).toMatchObject([{ zeros: { before: 18_000, after: 19_000 } }]);
    expect(again.bytes!.before).toBe(bytes.after);
  });

  it.each([
    [{ criterion: 'wanda' }, 'pruneWeights.data-needed'],
    [{ pattern: '4:4' }, 'pruneWeights.pattern-order'],
    [{ pattern: '1:100' }, 'pruneWeights.pattern-limit'],
    [{ threshold: 0.1, criterion: 'random' }, 'pruneWeights.threshold-criterion'],
    [{ threshold: 0.1, pattern: '2:4' }, 'pruneWeights.threshold-criterion'],
    [{ layerSparsity: { three: 0.5 } }, 'pruneWeights.unknown-layer'],
  ])('refuses options that cannot be: %j', async (given, code) => {
    const refused = await pruneWeights(twoLayers(), undefined, options(given), context()).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).detail.code).toBe(code);
  });
});
