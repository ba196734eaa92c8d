import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { branching } from '../../../test/fixtures/nestedGraphs.ts';
import { bytesOfModel } from '../../../test/fixtures/structureOf.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { int } from '../../../src/engine/onnx/attributes.ts';
import type { Model } from '../../../src/engine/onnx/model.ts';
import { readNodeData } from '../../../src/protocol/nodeData/readNodeData.ts';
import { OpenedModel } from '../../../src/reader/openedModel.ts';
import { GraphModel } from '../../graph/prepare/graphModel.ts';
import { prepare } from '../../graph/prepare/view/prepared.ts';
import type { Figure } from '../figures.ts';
import { nodeDataOf } from './exportedFigure.ts';
import { figureOf } from './importedFigure.ts';
import { ownFigures, withMeasuredMacs } from './ownFigures.ts';

/** A model as the page has it, with the reader that answers it. */
function opened(model: Model) {
  const reader = new OpenedModel({ kind: 'memory', name: 'memory.onnx', bytes: bytesOfModel(model) }, 2 ** 28);
  const prepared = prepare(new GraphModel(reader.structure()));
  const asked: (readonly number[])[] = [];
  const request = (async (name: string, argument: { readonly tensors: readonly number[] }, signal?: AbortSignal) => {
    expect(name).toBe('zeros');
    asked.push(argument.tensors);
    return reader.zeros(argument, signal);
  }) as unknown as Parameters<typeof ownFigures>[1];
  const offers = ownFigures(prepared, request);
  const node = (operator: string, nth = 0): number =>
    Array.from({ length: prepared.model.nodeCount }, (_, each) => each).filter(
      (each) => prepared.model.operator(each) === operator,
    )[nth]!;
  return { model: prepared.model, offers, asked, node };
}

async function sparsityOf({ offers }: ReturnType<typeof opened>): Promise<Figure> {
  return offers.find(({ id }) => id === 'sparsity')!.load!(new AbortController().signal);
}

/** A convolution with few zeros and many, one that is quantized, one whose zero point is not zero, and what has no weights. */
function network(): Model {
  const net = new ModelBuilder({ opset: 13, seed: 1 });
  const zeroed = (count: number, every: number) =>
    Float32Array.from({ length: count }, (_, index) => (index % every === 0 ? 0 : index));
  const x = net.input('x', [1, 4, 8, 8]);
  const weight = net.constant('float32', [8, 4, 1, 1], zeroed(32, 4), 'weight');
  const bias = net.constant('float32', [8], new Float32Array(8), 'bias');
  const first = net.node('Relu', [net.node('Conv', [x, weight, bias])]);
  const dequantized = (name: string, zeroPoint: number) => {
    const data = Int8Array.from({ length: 64 }, (_, index) => (index % 2 === 0 ? 0 : 5));
    const stored = net.constant('int8', [8, 8, 1, 1], data, name);
    const scales = net.constant('float32', [8], new Float32Array(8).fill(0.5), `${name}_scale`);
    const zeros = net.constant('int8', [8], new Int8Array(8).fill(zeroPoint), `${name}_zero_point`);
    return net.node('DequantizeLinear', [stored, scales, zeros], { axis: int(0) });
  };
  const second = net.node('Conv', [first, dequantized('symmetric', 0)]);
  const third = net.node('Conv', [second, dequantized('asymmetric', 3)]);
  const flat = net.node('Reshape', [third, net.ints([0, -1])]);
  return net.output(net.node('Mul', [flat, net.scalar(0)])).build();
}

describe('the figures of a model', () => {
  it('are the columns, where nothing is no number', () => {
    const { model, offers, node } = opened(network());
    const { parameters, parameterBytes, macs } = model.structure.nodes;
    expect(offers.map(({ id }) => id)).toEqual(['parameters', 'bytes', 'macs', 'sparsity']);
    const [own, bytes, work] = offers.map(({ figure }) => figure);
    expect(own!.values[node('Conv')]).toBe(32 + 8);
    expect(bytes!.values[node('Conv')]).toBe(4 * (32 + 8));
    for (let each = 0; each < model.nodeCount; each++) {
      expect(own!.values[each]).toBe(parameters[each] === 0 ? NaN : parameters[each]);
      expect(bytes!.values[each]).toBe(parameterBytes[each] === 0 ? NaN : parameterBytes[each]);
      expect(work!.values[each]).toBe(macs[each]);
    }
    expect(own!.values[node('Relu')]).toBeNaN();
    expect(work!.values[node('Relu')]).toBe(0);
  });

  it('have the MACs of a run where the file gives none', () => {
    const net = new ModelBuilder({ opset: 13 });
    const x = net.input('x', [1, 'channels', 8, 8]);
    const { model, offers, node } = opened(net.output(net.node('Conv', [x, net.weight([8, 4, 1, 1])])).build());
    const conv = node('Conv');
    const macs = offers[2]!.figure!;
    expect(macs.values[conv]).toBeNaN();
    const measured = {
      names: [],
      types: [],
      dims: [],
      macs: [[model.nodeId(conv), 2048] as const, ['elsewhere', 7] as const],
    };
    const again = withMeasuredMacs(model, { ...measured, macs: measured.macs.map(([id, count]) => [id, count]) });
    expect(again.values[conv]).toBe(2048);
    expect(again).toMatchObject({ id: macs.id, combine: macs.combine });
    expect(macs.values[conv]).toBeNaN();
  });

  it('count zeros in floats, and in integers whose zero is zero', async () => {
    const seen = opened(network());
    const { values, combine } = await sparsityOf(seen);
    const { model, node } = seen;
    expect(values[node('Conv')]).toBe((8 + 8) / 40);
    expect(values[node('Conv', 1)]).toBe(0.5);
    expect(values[node('Conv', 2)]).toBeNaN();
    for (const none of ['Relu', 'Reshape', 'Mul', 'DequantizeLinear']) expect(values[node(none)]).toBeNaN();
    const weights = (combine as { readonly weights: Float64Array }).weights;
    expect(weights[node('Conv')]).toBe(40);
    expect(weights[node('Conv', 1)]).toBe(64);
    expect(seen.asked).toHaveLength(1);
    expect(new Set(seen.asked[0]).size).toBe(seen.asked[0]!.length);
    expect(model.nodeCount).toBe(values.length);
  });

  it('are asked for in parts, and no longer when they are given up', async () => {
    const net = new ModelBuilder({ opset: 13, seed: 1 });
    let x = net.input('x', [1, 4]);
    for (let layer = 0; layer < 600; layer++) x = net.node('MatMul', [x, net.matrix(4, 4)]);
    const seen = opened(net.output(x).build());
    await sparsityOf(seen);
    expect(seen.asked.map((tensors) => tensors.length)).toEqual([256, 256, 88]);
    seen.asked.length = 0;
    const abort = new AbortController();
    abort.abort(new Error('given up'));
    const { load } = seen.offers.find(({ id }) => id === 'sparsity')!;
    await expect(load!(abort.signal)).rejects.toThrow('given up');
    expect(seen.asked).toEqual([]);
  });
});

describe('node data', () => {
  const { model } = opened(branching());
  const figure: Figure = {
    ...{ id: 'db', name: 'Sensitivity', unit: 'decibels', scale: 'logarithmic', strong: 'low' },
    values: new Float64Array(model.nodeCount),
    combine: { kind: 'strongest' },
  };

  it('of a figure gives the same figure again, to the last bit', () => {
    const values = fc.float64Array({ minLength: model.nodeCount, maxLength: model.nodeCount });
    fc.assert(
      fc.property(values, (given) => {
        fc.pre(given.some((value) => !Number.isNaN(value)));
        const text = nodeDataOf({ ...figure, values: given }, model, 'main');
        const again = figureOf(readNodeData(text, 'x.json'), model, 'x.json');
        const has = given.filter((value) => !Number.isNaN(value)).length;
        expect(again).toEqual({
          ...{ ...figure, id: 'node-data:x.json:Sensitivity', values: given, matched: has, total: has },
        });
        given.forEach((value, node) => expect(Object.is(again.values[node], value)).toBe(true));
      }),
    );
  });

  it('is found by ids, by outputs, and by names, in this order', () => {
    const net = new ModelBuilder({ opset: 13 });
    const x = net.input('x', [4]);
    const [a, b] = net.nodeWith(2, 'Split', [x], {}, { name: 'cut', output: 'parts' });
    const y = net.node('Relu', [a!], {}, { name: 'parts', output: 'positive' });
    net.node('Neg', [b!], {}, { name: 'twice', output: 'one' });
    net.node('Abs', [y], {}, { name: 'twice', output: 'two' });
    const { model: seen, node } = opened(net.output('one').output('two').build());
    const read = (results: Readonly<Record<string, unknown>>) =>
      figureOf(
        readNodeData(
          JSON.stringify({
            results: Object.fromEntries(Object.entries(results).map(([key, value]) => [key, { value }])),
          }),
          'f',
        ),
        seen,
        'f',
      );
    const { values, matched, total, name, unit } = read({
      parts: 1,
      positive: 2,
      twice: 3,
      cut: 4,
      other: 5,
      two: 'text',
    });
    expect([values[node('Split')], values[node('Relu')], values[node('Neg')]]).toEqual([4, 2, 3]);
    expect(values[node('Abs')]).toBeNaN();
    expect({ matched, total, name, unit }).toEqual({ matched: 4, total: 6, name: 'f', unit: 'number' });
    expect(read({ [b!]: 9 }).values[node('Split')]).toBe(9);
  });

  it('of the graph with the name of the main one counts, or else of all', () => {
    const id = model.nodeId(0);
    const own = model.strings[model.structure.graphs.name[0]!]!;
    const graph = (value: number) => ({ results: { [id]: { value } } });
    const read = (content: object) => figureOf(readNodeData(JSON.stringify(content), 'f'), model, 'f');
    expect(read({ [own]: graph(1), other: graph(2) })).toMatchObject({ total: 1, matched: 1 });
    expect(read({ [own]: graph(1), other: graph(2) }).values[0]).toBe(1);
    expect(read({ one: graph(1), other: graph(2) })).toMatchObject({ total: 2, matched: 2 });
  });

  it('of texts, or of another model, is refused in words', () => {
    const refused = (value: unknown) =>
      userErrorOf(() => figureOf(readNodeData(JSON.stringify({ results: { nowhere: { value } } }), 'f'), model, 'f'));
    expect(refused('cpu')).toMatchObject({ code: 'model.node-data-texts', args: { place: '“nowhere”' } });
    expect(refused(3)).toMatchObject({ code: 'model.node-data-other-model', args: { count: 1 } });
  });

  it('has a gradient for Model Explorer that goes the way of the figure', () => {
    const values = figure.values.map((_, node) => 10 ** node);
    const gradientOf = (more: Partial<Figure>) =>
      (
        JSON.parse(nodeDataOf({ ...figure, values, ...more }, model, 'main')) as {
          readonly main: { readonly gradient: readonly { readonly stop: number; readonly bgColor: string }[] };
        }
      ).main.gradient;
    const [low, high] = [gradientOf({ strong: 'low' }), gradientOf({ strong: 'high' })];
    expect(low.map(({ bgColor }) => bgColor)).toEqual(high.map(({ bgColor }) => bgColor).reverse());
    for (const gradient of [low, high, gradientOf({ scale: 'linear' })]) {
      const stops = gradient.map(({ stop }) => stop);
      expect([stops[0], stops.at(-1)]).toEqual([0, 1]);
      expect(stops).toEqual(stops.toSorted((a, b) => a - b));
      expect(gradient.every(({ bgColor }) => /^#[0-9a-f]{6}$/.test(bgColor))).toBe(true);
    }
    // Half way on a logarithmic scale is the geometric mean.
    expect(low[4]!.stop).toBeCloseTo((Math.sqrt(values.at(-1)!) - 1) / (values.at(-1)! - 1), 12);
  });
});
