import { describe, expect, it } from 'vitest';
import { generatedDataset } from '../../../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder, valueInfo } from '../../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../../test/fixtures/random.ts';
import { int, ints } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import type { NodeId } from '../../../onnx/nodeId.ts';
import { elementCount } from '../../../onnx/tensor.ts';
import { withSession } from '../../../runtime/session.ts';
import type { TensorTypes } from '../../../runtime/tensorTypes.ts';
import type { ChannelGroup, GroupPart } from '../../groups/group.ts';
import type { CriterionContext } from './criterion.ts';
import { criteria } from './registry.ts';

/** Two convolutions whose sum, normalised, a third one reads: 8 channels, of which those of one remainder by 4 go together. */
function residual(opset = 13): Model {
  const net = new ModelBuilder({ opset, seed: 3 });
  const x = net.input('x', ['N', 2, 5, 5]);
  const conv = (input: string, dims: readonly number[], name: string): string =>
    net.node('Conv', [input, net.weight(dims, { name: `${name}.weight` })], {}, { name, output: name });
  const sum = net.node('Add', [conv(x, [8, 2, 3, 3], 'one'), conv(x, [8, 2, 3, 3], 'two')], {}, { output: 'sum' });
  const vectors = ['gamma', 'beta', 'mean'].map((name) => net.bias(8, 1, name));
  const norm = net.node(
    'BatchNormalization',
    [sum, ...vectors, net.uniform([8], 0.5, 2, 'variance')],
    {},
    { output: 'norm' },
  );
  const relu = net.node('Relu', [norm], {}, { output: 'relu' });
  return net.output(conv(relu, [4, 8, 3, 3], 'three')).build();
}

const units = 4;
const unitOf = Int32Array.from({ length: 8 }, (_, index) => index % units);
const part = (tensor: string, axis: number, role?: GroupPart['role']): GroupPart => ({
  ...{ tensor, axis, unitOf },
  ...(role !== undefined && { role }),
});
const group: ChannelGroup = {
  ...{ id: 'one:0', units, isOutput: false },
  producers: ['one', 'two'] as unknown as readonly NodeId[],
  consumers: ['three'] as unknown as readonly NodeId[],
  parts: [
    part('one.weight', 0, 'produces'),
    part('two.weight', 0, 'produces'),
    part('one', 1),
    part('two', 1),
    part('sum', 1),
    part('gamma', 0, 'scales'),
    part('beta', 0, 'shifts'),
    part('mean', 0),
    part('variance', 0),
    part('norm', 1),
    part('relu', 1),
    part('three.weight', 1, 'consumes'),
  ],
};
const withoutNorm: ChannelGroup = { ...group, id: 'plain', parts: group.parts.filter(({ role }) => role !== 'scales') };
const batch = 3;
const types: TensorTypes = new Map(
  ['one', 'two', 'sum', 'norm', 'relu'].map((name) => [name, { type: 'float32', dims: [batch, 8, 3, 3] }]),
);

function context(model: Model, more: Partial<CriterionContext> = {}): CriterionContext {
  return {
    ...{ model, groups: [group], types, dataset: undefined, threads: 1, seed: 5 },
    ...{ signal: new AbortController().signal, onProgress: () => undefined },
    ...more,
  };
}

/** Sum over the elements of one unit, found by the coordinates of each. */
function bruteForce(model: Model, tensor: string, axis: number, unit: number, of: (value: number) => number): number {
  const { dims, data } = model.constant(model.graph, tensor)!;
  let sum = 0;
  (data as Float32Array).forEach((value, index) => {
    const position = Math.floor(index / elementCount(dims.slice(axis + 1))) % dims[axis]!;
    if (unitOf[position] === unit) sum += of(value);
  });
  return sum;
}

const square = (value: number): number => value * value;
const eachUnit = (of: (unit: number) => number): number[] => Array.from({ length: units }, (_, unit) => of(unit));

function expectScores(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, unit) => expect(actual[unit]).toBeCloseTo(value, 4));
}

describe('criteria', () => {
  it('l1 and l2: the mean norm of the weights that produce a channel', async () => {
    const model = residual();
    const norms = (of: (value: number) => number, root: (sum: number) => number) =>
      eachUnit(
        (unit) =>
          (root(bruteForce(model, 'one.weight', 0, unit, of)) + root(bruteForce(model, 'two.weight', 0, unit, of))) / 2,
      );
    const l1 = await criteria.l1(context(model));
    expectScores(
      l1.get(group.id)!.scores,
      norms(Math.abs, (sum) => sum),
    );
    const l2 = await criteria.l2(context(model));
    expectScores(l2.get(group.id)!.scores, norms(square, Math.sqrt));
    expect(l2.get(group.id)!.notes).toEqual([]);
  });

  it('group norm: squares of everything but shifts and statistics, each relative to its mean', async () => {
    const model = residual();
    const parts = [
      ['one.weight', 0],
      ['two.weight', 0],
      ['gamma', 0],
      ['three.weight', 1],
    ] as const;
    const relative = parts.map(([tensor, axis]) => {
      const sums = eachUnit((unit) => bruteForce(model, tensor, axis, unit, square));
      return sums.map((sum) => (sum * units) / sums.reduce((total, each) => total + each, 0));
    });
    const expected = eachUnit((unit) => relative.reduce((sum, each) => sum + each[unit]!, 0) / parts.length);
    const found = await criteria['group-norm'](context(model));
    expectScores(found.get(group.id)!.scores, expected);
    expect(expected.reduce((sum, each) => sum + each, 0)).toBeCloseTo(units, 6);
  });

  it('batch norm: |γ|, and the norm of the weights where there is none, with a note', async () => {
    const model = residual();
    const found = await criteria['batch-norm'](context(model, { groups: [group, withoutNorm] }));
    const scales = eachUnit((unit) => bruteForce(model, 'gamma', 0, unit, Math.abs));
    expectScores(found.get(group.id)!.scores, scales);
    const l2 = await criteria.l2(context(model, { groups: [withoutNorm] }));
    expect(found.get(withoutNorm.id)!.scores).toEqual(l2.get(withoutNorm.id)!.scores);
    expect(found.get(withoutNorm.id)!.notes.map(({ code }) => code)).toEqual(['pruneChannels.no-batch-norm']);
  });

  it.each([13, 18])(
    'activation: the mean square over the samples where the channel is read (opset %i)',
    async (opset) => {
      const model = residual(opset);
      const random = new Random(9);
      const feeds = Array.from({ length: 5 }, () => {
        const dims = [batch, 2, 5, 5];
        return new Map([['x', { type: 'float32' as const, dims, data: random.normals(elementCount(dims)) }]]);
      });
      const dataset = generatedDataset('normal', feeds.length, (index) => ({ feeds: feeds[index]! }));
      const found = await criteria.activation(context(model, { dataset }));
      const looking = model.clone();
      looking.graph.addOutput(valueInfo('relu', undefined));
      const expected = new Float64Array(units);
      await withSession(looking, { threads: 1 }, async (session) => {
        for (const each of feeds) {
          const relu = (await session.run(each, ['relu'])).get('relu')!;
          (relu.data as Float32Array).forEach((value, index) => {
            expected[unitOf[Math.floor(index / 9) % 8]!]! += (value * value) / (feeds.length * batch * 9);
          });
        }
      });
      expectScores(found.get(group.id)!.scores, [...expected]);
    },
  );

  it('activation: says that it needs samples', async () => {
    await expect(criteria.activation(context(residual()))).rejects.toMatchObject({
      detail: { code: 'pruneChannels.samples-needed' },
    });
  });

  it('random: the same for a seed, another for another', async () => {
    const scores = async (seed: number) => (await criteria.random(context(residual(), { seed }))).get(group.id)!.scores;
    expect(await scores(1)).toEqual(await scores(1));
    expect(await scores(1)).not.toEqual(await scores(2));
  });

  it('reads weights as what they stand for where they are quantized', async () => {
    const net = new ModelBuilder({ seed: 4 });
    const stored = net.constant(
      'int8',
      [3, 8],
      Int8Array.from({ length: 24 }, (_, index) => index - 11),
      'stored',
    );
    const scale = net.uniform([8], 0.1, 1, 'scale');
    const zero = net.constant(
      'int8',
      [8],
      Int8Array.from({ length: 8 }, (_, index) => index - 4),
      'zero',
    );
    const real = net.node('DequantizeLinear', [stored, scale, zero], { axis: int(1) }, { output: 'real' });
    const turned = net.node('Transpose', [real], { perm: ints([1, 0]) }, { output: 'turned' });
    const model = net.output(net.node('Gemm', [net.input('x', [1, 3]), turned], { transB: int(1) })).build();
    const scales = model.constant(model.graph, 'scale')!.data as Float32Array;
    const one = { ...group, parts: [part('stored', 1, 'produces')] };
    const expected = eachUnit((unit) => {
      let sum = 0;
      for (let index = 0; index < 24; index++) {
        if (unitOf[index % 8] === unit) sum += Math.abs((index - 11 - ((index % 8) - 4)) * scales[index % 8]!);
      }
      return sum;
    });
    const found = await criteria.l1(context(model, { groups: [one] }));
    expectScores(found.get(one.id)!.scores, expected);
  });
});
