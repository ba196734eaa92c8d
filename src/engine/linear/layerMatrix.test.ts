import { describe, expect, it } from 'vitest';
import { outputsOf, seededFeeds } from '../../../test/fixtures/computes.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import type { Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { realsOf, storeReals } from '../onnx/reals.ts';
import { type LayerMatrix, layerMatrix } from './layerMatrix.ts';
import { layerCases, modelOf } from './testing/layers.ts';
import { naiveOutputs, naiveRows, range } from './testing/naiveRows.ts';

function layersOf(model: Model): readonly LayerMatrix[] {
  return [...model.graph.nodes].flatMap((node) => layerMatrix(model, model.graph, node) ?? []);
}

/** The largest difference between what a model gives as `y` and matrix · inputs + bias. */
async function difference(model: Model, layer: LayerMatrix, feeds: Feeds): Promise<number> {
  const y = (await outputsOf(model, feeds)).get('y')!;
  const [matrices, bias] = [layer.read(), layer.readBias()!];
  const rows = naiveRows(layer, feeds.get('x')!);
  const wanted = naiveOutputs(layer, y);
  let largest = 0;
  for (const group of range(layer.groups)) {
    rows[group]!.forEach((row, index) => {
      for (const output of range(layer.outputs)) {
        let sum = bias[group * layer.outputs + output]!;
        const start = (group * layer.outputs + output) * layer.inputs;
        row.forEach((value, input) => (sum += matrices[start + input]! * value));
        largest = Math.max(largest, Math.abs(sum - wanted[group]![index]![output]!));
      }
    });
  }
  return largest;
}

function sizesOf(input: readonly (number | string)[]): Record<string, readonly number[]> {
  return { x: input.map((dim) => (typeof dim === 'number' ? dim : 2)) };
}

describe.each(layerCases)('$name', (layerCase) => {
  const variants = ['initializers', 'constant-nodes'] as const;
  it.each(variants)('is matrix · inputs + bias (%s), before and after writing', async (weights) => {
    const model = modelOf(layerCase, { weights });
    const feeds = seededFeeds(model, sizesOf(layerCase.input));
    const [layer] = layersOf(model);
    expect(await difference(model, layer!, feeds)).toBeLessThan(2e-6);

    const changed = Float64Array.from(layer!.read(), (value, index) => 2 * value - 0.01 * (index % 7));
    const bias = layer!.readBias()!.map((value, index) => value + index + 1);
    layer!.write(changed);
    const name = layer!.weight;
    expect(layer!.writeBias(bias)).toBeDefined();
    const [again] = layersOf(model);
    expect(again!.weight).toBe(name);
    expect(Array.from(again!.read())).toEqual(Array.from(changed, (value) => expect.closeTo(value, 5) as number));
    expect(Array.from(again!.readBias()!)).toEqual(Array.from(bias, (value) => expect.closeTo(value, 5) as number));
    expect(await difference(model, again!, feeds)).toBeLessThan(2e-5);
  });
});

describe('writing', () => {
  it('leaves a weight that others read to them', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [2, 4]);
    const weight = net.matrix(4, 4, 'shared');
    const first = net.node('MatMul', [x, weight]);
    const model = net.output(net.node('MatMul', [first, weight], {}, { output: 'y' })).build();
    const before = await outputsOf(model, seededFeeds(model));
    const [one, other] = layersOf(model);
    one!.write(one!.read().map((value) => 2 * value));
    expect(one!.weight).not.toBe('shared');
    expect(other!.weight).toBe('shared');
    const after = (await outputsOf(model, seededFeeds(model))).get('y')!;
    const doubled = (before.get('y')!.data as Float32Array).map((value) => 2 * value);
    expect(Array.from(after.data as Float32Array)).toEqual(Array.from(doubled));
  });

  it('keeps the element type', () => {
    const net = new ModelBuilder();
    const x = net.input('x', [1, 2], 'float16');
    const weight = net.constant('float16', [2, 2], storeReals('float16', Float32Array.of(1, 2, 3, 4)));
    const model = net.output(net.node('MatMul', [x, weight]), undefined, 'float16').build();
    const [layer] = layersOf(model);
    expect(Array.from(layer!.read())).toEqual([1, 3, 2, 4]);
    layer!.write(Float64Array.of(0.1, 0.2, 0.3, 0.4));
    const stored = model.constant(model.graph, layer!.weight)!;
    expect(stored.type).toBe('float16');
    expect(Array.from(realsOf(stored))).toEqual(
      [0.1, 0.3, 0.2, 0.4].map((value) => expect.closeTo(value, 3) as number),
    );
  });

  it('changes the Add after a product where there is one, whatever its rank', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', ['N', 3, 4]);
    const product = net.node('MatMul', [x, net.matrix(4, 2)]);
    const added = net.node(
      'Add',
      [net.constant('float32', [1, 1, 2], Float32Array.of(5, 7), 'b'), product],
      {},
      { output: 'y' },
    );
    const model = net.output(added).build();
    const feeds = seededFeeds(model, { x: [2, 3, 4] });
    const [layer] = layersOf(model);
    expect(Array.from(layer!.readBias()!)).toEqual([5, 7]);
    expect(layer!.writeBias([1, 2])).toEqual({ tensor: 'b', axis: 2 });
    expect(await difference(model, layer!, feeds)).toBeLessThan(2e-6);
    expect(model.graph.nodeCount).toBe(2);
  });

  it('adds no bias to a product that is an output of the model', () => {
    const net = new ModelBuilder();
    const model = net.output(net.node('MatMul', [net.input('x', [1, 4]), net.matrix(4, 2)])).build();
    expect(layersOf(model)[0]!.writeBias([1, 2])).toBeUndefined();
    expect(model.graph.nodeCount).toBe(1);
  });
});

it('sees no layer in products of activations, integers, or operators of others', () => {
  const net = new ModelBuilder();
  const x = net.input('x', [4, 4]);
  const integers = net.constant('int32', [4, 4], new Int32Array(16));
  net.node('MatMul', [x, x]);
  net.node('MatMul', [net.input('i', [4, 4], 'int32'), integers]);
  net.node('Gemm', [x, net.constant('float32', [4, 4], new Float32Array(16))], {}, { domain: 'other' });
  net.node('ConvTranspose', [net.input('z', [1, 2, 3, 3]), net.weight([2, 3, 3, 3])]);
  expect(layersOf(net.build())).toEqual([]);
});
