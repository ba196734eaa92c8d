import { describe, expect, it } from 'vitest';
import { outputsOf, seededFeeds } from '../../../test/fixtures/computes.ts';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder, valueInfo } from '../../../test/fixtures/modelBuilder.ts';
import { format } from '../../protocol/messages/catalogue.ts';
import type { Dataset } from '../data/dataset.ts';
import { int, ints, text } from '../onnx/attributes.ts';
import { float32Inside } from '../onnx/float32Inside.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { type LayerMatrix, layerMatrix } from './layerMatrix.ts';
import { type LayerMoments, layerMoments, layerMomentsInTurn, type MomentsOptions } from './layerMoments.ts';
import { layerCases, modelOf } from './testing/layers.ts';
import { naiveRows, range } from './testing/naiveRows.ts';

function layersOf(model: Model): readonly LayerMatrix[] {
  return [...model.graph.nodes].flatMap((node) => layerMatrix(model, model.graph, node) ?? []);
}

function samplesOf(model: Model, dims: readonly number[], count: number): Dataset {
  return generatedDataset('generated', count, (index) => ({ feeds: seededFeeds(model, { x: dims }, index + 1) }));
}

async function momentsOf(model: Model, dataset: Dataset, options: MomentsOptions = {}): Promise<LayerMoments> {
  const [layer] = layersOf(model);
  const moments = await layerMoments(model, [layer!.id], dataset, { threads: 1, ...options });
  return moments.get(layer!.id)!;
}

/** All rows of inputs of a dataset, for each group. */
async function allRows(layer: LayerMatrix, dataset: Dataset): Promise<number[][][]> {
  const rows: number[][][] = range(layer.groups).map(() => []);
  for await (const { feeds } of dataset.samples()) {
    naiveRows(layer, feeds.get('x')!).forEach((each, group) => rows[group]!.push(...each));
  }
  return rows;
}

function expectClose(actual: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(wanted.length);
  const worst = wanted.reduce((largest, value, index) => Math.max(largest, Math.abs(value - actual[index]!)), 0);
  expect(worst).toBeLessThan(tolerance * Math.max(1, ...wanted.map(Math.abs)));
}

describe.each(layerCases)('$name', ({ name, input, build }) => {
  const model = modelOf({ name, input, build });
  const dims = input.map((dim) => (typeof dim === 'number' ? dim : 2));
  const dataset = samplesOf(model, dims, 3);
  const [layer] = layersOf(model);

  it('has the sums of all its rows', async () => {
    const rows = await allRows(layer!, dataset);
    const moments = await momentsOf(model, dataset);
    expect(moments.rows).toBe(rows[0]!.length);
    const columns = range(layer!.inputs);
    expectClose(
      moments.sums,
      rows.flatMap((each) => columns.map((i) => each.reduce((sum, row) => sum + row[i]!, 0))),
      1e-6,
    );
    rows.forEach((each, group) => {
      const gram = columns.flatMap((i) => columns.map((j) => each.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
      expectClose(moments.grams[group]!, gram, 1e-6);
      const squares = columns.map((i) => gram[i * layer!.inputs + i]!);
      expectClose(moments.squares.subarray(group * layer!.inputs, (group + 1) * layer!.inputs), squares, 1e-6);
    });
  });

  it('has whole rows with the outputs that belong to them where they are thinned', async () => {
    const moments = await momentsOf(model, dataset, { rows: 7, reference: model });
    const all = (await allRows(layer!, dataset))[0]!.length;
    expect(moments.rows).toBeGreaterThan(0);
    if (all > 40) expect(moments.rows).toBeLessThan(all / 2);
    expectLinear(layer!, moments);
  });
});

/** Σ x yᵀ, Σ y and Σ y² are those of y = W x + b. */
function expectLinear(layer: LayerMatrix, { cross, sums, grams, rows }: LayerMoments): void {
  const { groups, inputs, outputs } = layer;
  const [weights, bias] = [layer.read(), layer.biasInside ? layer.readBias()! : new Float64Array(groups * outputs)];
  for (const group of range(groups)) {
    const weight = (o: number, i: number): number => weights[(group * outputs + o) * inputs + i]!;
    const sum = (i: number): number => sums[group * inputs + i]!;
    const total = (o: number): number =>
      range(inputs).reduce((all, i) => all + weight(o, i) * sum(i), rows * bias[group * outputs + o]!);
    const products = range(inputs).flatMap((i) =>
      range(outputs).map((o) =>
        range(inputs).reduce(
          (all, j) => all + grams[group]![i * inputs + j]! * weight(o, j),
          sum(i) * bias[group * outputs + o]!,
        ),
      ),
    );
    expectClose(cross!.products[group]!, products, 1e-5);
    expectClose(cross!.sums.subarray(group * outputs, (group + 1) * outputs), range(outputs).map(total), 1e-5);
  }
}

/** Two convolutions one after the other, wide enough for sums to be computed in the runtime. */
function chain(scale = 1): Model {
  const net = new ModelBuilder({ seed: 5 });
  const first = net.node('Conv', [net.input('x', ['N', 4, 12, 12]), net.weight([12, 4, 3, 3]), net.bias(12)], {
    pads: ints([1, 1, 1, 1]),
  });
  const hidden = net.node('Relu', [net.node('Mul', [first, net.scalar(scale)])], {}, { output: 'hidden' });
  return net
    .output(
      net.node('Conv', [hidden, net.weight([6, 12, 3, 3]), net.bias(6)], { strides: ints([2, 1]) }, { output: 'y' }),
    )
    .build();
}

it('sums many rows in blocks that the runtime multiplies, inside a model', async () => {
  const model = chain();
  const dataset = samplesOf(model, [4, 4, 12, 12], 12);
  const [, layer] = layersOf(model);
  const moments = (await layerMoments(model, [layer!.id], dataset, { rows: Infinity, reference: model })).get(
    layer!.id,
  )!;
  expect(moments.rows).toBe(12 * 4 * 5 * 10);
  expectLinear(layer!, moments);
  const rows: number[][] = [];
  model.graph.addOutput(valueInfo('hidden', undefined));
  for await (const { feeds } of dataset.samples()) {
    rows.push(...naiveRows(layer!, (await outputsOf(model, feeds)).get('hidden')!)[0]!);
  }
  const columns = range(layer!.inputs);
  const row = (i: number): number[] => columns.map((j) => rows.reduce((sum, each) => sum + each[i]! * each[j]!, 0));
  for (const i of [0, 50, 107]) {
    expectClose(moments.grams[0]!.subarray(i * layer!.inputs, (i + 1) * layer!.inputs), row(i), 1e-6);
  }
});

it('pairs the inputs in one model with the outputs in another', async () => {
  const [model, other] = [chain(0.5), chain()];
  const dataset = samplesOf(model, [2, 4, 12, 12], 5);
  const ids = layersOf(model).map(({ id }) => id);
  const own = await layerMoments(model, ids, dataset, { reference: model });
  const paired = await layerMoments(model, ids, dataset, { reference: other });
  // Relu and the convolutions keep the factor between the models, but for the bias.
  const bias = layersOf(model)[1]!.readBias()!;
  const { cross, sums, rows } = own.get(ids[1]!)!;
  const wanted = Array.from(cross!.products[0]!, (value, index) => {
    const [i, o] = [Math.floor(index / 6), index % 6];
    return 2 * value - bias[o]! * sums[i]!;
  });
  expectClose(paired.get(ids[1]!)!.cross!.products[0]!, wanted, 1e-5);
  expect(paired.get(ids[1]!)!.rows).toBe(rows);
});

it('takes few passes or many, with the same sums', async () => {
  const model = chain();
  const dataset = samplesOf(model, [2, 4, 12, 12], 4);
  const ids = layersOf(model).map(({ id }) => id);
  const together = await layerMoments(model, ids, dataset, {});
  const inTurn: [NodeId, LayerMoments][] = [];
  const fractions: number[] = [];
  const options = { budget: 8 * 108 * 108, onProgress: (fraction: number) => fractions.push(fraction) };
  for await (const [node, moments] of layerMomentsInTurn(model, ids, dataset, options)) inTurn.push([node, moments]);
  expect(inTurn).toEqual([...together]);
  expect(fractions).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((each) => each / 8));
});

it('leaves out what has no matrix, and what is too wide, and says so', async () => {
  const model = chain();
  const dataset = samplesOf(model, [1, 4, 12, 12], 1);
  const [first, second] = layersOf(model).map(({ id }) => id);
  const left: string[] = [];
  const found = await layerMoments(model, [first!, second!, 'hidden' as NodeId], dataset, {
    budget: 2 ** 15,
    onLeftOut: (node, reason) => left.push(`${node}: ${format(reason)}`),
  });
  expect([...found.keys()]).toEqual([first]);
  expect(left).toEqual([
    'hidden: It is no convolution or matrix product with a stored weight.',
    'y: With 108 inputs, the moments of its inputs would take 1 MB; 0 MB are allowed.',
  ]);
});

it('gives sums and squares alone where that is asked for', async () => {
  const model = chain();
  const dataset = samplesOf(model, [1, 4, 12, 12], 4);
  const [, layer] = layersOf(model);
  const whole = (await layerMoments(model, [layer!.id], dataset)).get(layer!.id)!;
  const diagonal = (await layerMoments(model, [layer!.id], dataset, { diagonalOnly: true, budget: 4096 })).get(
    layer!.id,
  )!;
  expect(diagonal).toEqual({ ...whole, grams: [], cross: undefined });
});

it.each(['SAME_UPPER', 'SAME_LOWER', 'VALID'])('gathers windows with auto_pad %s', async (padding) => {
  const net = new ModelBuilder();
  const weight = [net.weight([3, 2, 3, 3]), net.bias(3)];
  const y = net.node('Conv', [net.input('x', ['N', 2, 8, 7]), ...weight], {
    auto_pad: text(padding),
    strides: ints([2, 2]),
  });
  const model = net.output(y).build();
  const moments = await momentsOf(model, samplesOf(model, [2, 2, 8, 7], 3), { rows: 9, reference: model });
  expect(moments.rows).toBeGreaterThan(0);
  expectLinear(layersOf(model)[0]!, moments);
});

it('takes samples of other sizes than the first', async () => {
  const net = new ModelBuilder();
  const x = net.input('x', ['N', 2, 'H', 'W']);
  const y = net.node('Conv', [x, net.weight([3, 2, 3, 3]), net.bias(3)], { pads: ints([1, 0, 1, 0]) });
  const model = net.output(y).build();
  const sizes = [20, 4, 31, 3];
  const dataset = generatedDataset('generated', 4, (index) => ({
    feeds: seededFeeds(model, { x: [1, 2, sizes[index]!, sizes[index]!] }, index + 1),
  }));
  const moments = await momentsOf(model, dataset, { rows: 20, reference: model });
  expect(moments.rows).toBeGreaterThan(10);
  expectLinear(layersOf(model)[0]!, moments);
});

it('looks into models of old opsets, and of half precision', async () => {
  const old = new ModelBuilder({ opset: 7 });
  const x = old.input('x', [2, 3, 4, 4]);
  const flat = old.node('Flatten', [old.node('Dropout', [x])], { axis: int(1) });
  const model = old.output(old.node('Gemm', [flat, old.matrix(48, 5), old.bias(5)])).build();
  const moments = await momentsOf(model, samplesOf(model, [2, 3, 4, 4], 3), { reference: model });
  expect(moments.rows).toBe(6);
  expectLinear(layersOf(model)[0]!, moments);
  expect(model.opset()).toBe(7);

  const half = new ModelBuilder();
  const input = half.input('x', ['N', 2], 'float16');
  const weight = half.constant('float16', [2, 2], Uint16Array.of(0x3c00, 0, 0, 0x3c00));
  const halves = half.output(half.node('MatMul', [input, weight]), ['N', 2], 'float16').build();
  const rows = await momentsOf(halves, samplesOf(halves, [4, 2], 2));
  float32Inside(halves);
  const singles = await momentsOf(halves, samplesOf(halves, [4, 2], 2));
  expect(rows.rows).toBe(8);
  expectClose(rows.grams[0]!, Array.from(singles.grams[0]!), 1e-6);
});

it('stops between runs', async () => {
  const model = chain();
  const controller = new AbortController();
  const dataset = samplesOf(model, [1, 4, 12, 12], 8);
  const [layer] = layersOf(model);
  let runs = 0;
  const options = { signal: controller.signal, onProgress: () => ++runs === 2 && controller.abort(new Error('stop')) };
  await expect(layerMoments(model, [layer!.id], dataset, options)).rejects.toThrow('stop');
  expect(runs).toBe(2);
});

it('feeds state back, in each model its own', async () => {
  const build = (factor: number): Model => {
    const net = new ModelBuilder({ seed: 3 });
    const sum = net.node('Add', [net.input('x', [1, 2]), net.input('state', [1, 2])]);
    net.node('Mul', [sum, net.scalar(factor)], {}, { output: 'next' });
    return net
      .output(net.node('MatMul', [sum, net.matrix(2, 2)], {}, { output: 'y' }))
      .output('next')
      .build();
  };
  const state = { type: 'float32', dims: [1, 2], data: new Float32Array(2) } as const;
  const one = { type: 'float32', dims: [1, 2], data: Float32Array.of(1, 2) } as const;
  const feedback = [{ input: 'state', output: 'next', initial: state }];
  const dataset = generatedDataset('generated', 4, () => ({ feeds: new Map([['x', one]]) }), { feedback });
  const moments = (await layerMoments(build(1), ['y' as NodeId], dataset, { reference: build(0) })).get('y' as NodeId)!;
  // 1 + 2 + 3 + 4 in the one, four times 1 in the other.
  expect(Array.from(moments.sums)).toEqual([10, 20]);
  const weights = layersOf(build(0))[0]!.read();
  const wanted = [0, 1].map((o) => 4 * (weights[o * 2]! + 2 * weights[o * 2 + 1]!));
  expectClose(moments.cross!.sums, wanted, 1e-6);
});
