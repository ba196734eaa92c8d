import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { largestError, outputsOf, seededFeeds } from '../../../../test/fixtures/computes.ts';
import { calibrationDigits, digitsFile, testDigits } from '../../../../test/fixtures/digits.ts';
import { generatedDataset } from '../../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder, valueInfo } from '../../../../test/fixtures/modelBuilder.ts';
import { format } from '../../../protocol/messages/catalogue.ts';
import type { Dataset } from '../../data/dataset.ts';
import { int, ints } from '../../onnx/attributes.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { realsOf } from '../../onnx/reals.ts';
import type { PassContext } from '../../recipe/context.ts';
import { withSession } from '../../runtime/session.ts';
import { type TensorTypes, tensorTypes } from '../../runtime/tensorTypes.ts';
import { channelGroups } from '../groups/channelGroups.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';
import { maskChannels } from '../groups/maskChannels.ts';
import { removeChannels } from '../groups/removeChannels.ts';
import { repair, type RepairOptions } from './repair.ts';

const context: PassContext = {
  log: () => undefined,
  finding: () => undefined,
  progress: () => undefined,
  signal: new AbortController().signal,
  temporaryFolder: tmpdir(),
  threads: 1,
  seed: 1,
};

async function firstFeeds(dataset: Dataset) {
  for await (const { feeds } of dataset.samples()) return feeds;
  throw new Error('no samples');
}

async function groupsOf(model: Model, dataset: Dataset): Promise<{ types: TensorTypes; groups: ChannelGroups }> {
  const types = await tensorTypes(model, await firstFeeds(dataset), { temporaryFolder: tmpdir(), threads: 1 });
  return { types, groups: channelGroups(model, types) };
}

/** Convolutions one after the other, in groups, and two products at the end; the second half of all channels are sums of the first. */
function redundant(options: { readonly noBias?: boolean } = {}): Model {
  const net = new ModelBuilder({ seed: 11 });
  const bias = (length: number): readonly string[] => (options.noBias === true ? [] : [net.bias(length, 0.3)]);
  const doubled = (outputs: number, inputs: readonly number[], name: string): string => {
    const size = inputs.reduce((product, dim) => product * dim, 1);
    const half = net.random.normals((outputs / 2) * size, Math.sqrt(1 / size));
    const whole = new Float64Array(outputs * size);
    whole.set(half);
    // Before a Relu only a multiple of another channel is redundant behind it, too.
    half.forEach((value, at) => (whole[half.length + at] = 1.5 * value));
    return net.constant('float32', [outputs, ...inputs], Float32Array.from(whole), name);
  };
  const twice = (length: number): readonly string[] => {
    if (options.noBias === true) return [];
    const half = net.random.normals(length / 2, 0.3);
    return [net.constant('float32', [length], Float32Array.from([...half, ...half.map((value) => 1.5 * value)]))];
  };
  const pads = { pads: ints([1, 1, 1, 1]) };
  const first = net.node('Relu', [
    net.node('Conv', [net.input('x', ['N', 3, 6, 6]), doubled(8, [3, 3, 3], 'w1'), ...twice(8)], pads),
  ]);
  const second = net.node('Relu', [net.node('Conv', [first, doubled(6, [8, 3, 3], 'w2'), ...twice(6)], pads)]);
  const flat = net.node('Flatten', [net.node('GlobalAveragePool', [second])], { axis: int(1) });
  const hidden = net.node('Relu', [net.node('Gemm', [flat, doubled(10, [6], 'w3'), ...twice(10)], { transB: int(1) })]);
  const y = net.node('MatMul', [hidden, net.matrix(10, 4, 'w4')], {}, { output: 'product' });
  const [last] = bias(4);
  return net.output(last === undefined ? y : net.node('Add', [y, last], {}, { output: 'y' })).build();
}

function samplesOf(model: Model, synthetic = false): Dataset {
  const dataset = generatedDataset('generated', 40, (index) => ({
    feeds: seededFeeds(model, { x: [2, 3, 6, 6] }, index + 1),
  }));
  return { ...dataset, synthetic };
}

/** The second half of the units of all groups. */
function secondHalves({ groups }: ChannelGroups): RemovedUnits {
  return new Map(groups.map(({ id, units }) => [id, Array.from({ length: units / 2 }, (_, unit) => unit + units / 2)]));
}

/** How far outputs are from those of the original after repairing, and after removing. */
async function errors(model: Model, dataset: Dataset | undefined, options: RepairOptions) {
  const data = dataset ?? samplesOf(model);
  const { types, groups } = await groupsOf(model, data);
  const removed = secondHalves(groups);
  const changed = model.clone();
  const { groups: all, notes } = await repair(changed, changed, groups, removed, dataset, options, context);
  maskChannels(changed, all, removed, types);
  const feeds = seededFeeds(model, { x: [2, 3, 6, 6] }, 999);
  const [wanted, masked] = [await outputsOf(model, feeds), await outputsOf(changed, feeds)];
  removeChannels(changed, all, removed, types);
  const cut = await outputsOf(changed, feeds);
  return {
    groups: groups.groups.length,
    error: largestError(masked, wanted),
    removing: largestError(cut, masked),
    notes: notes.map((note) => format(note)),
  };
}

describe('a model whose second halves are multiples of the first', () => {
  it('is what it was after a refit, layer after layer', async () => {
    const model = redundant();
    const none = await errors(model, samplesOf(model), { repair: 'none' });
    const refit = await errors(model, samplesOf(model), { repair: 'auto' });
    expect(refit.groups).toBe(3);
    expect(none.error).toBeGreaterThan(0.3);
    expect(refit.error).toBeLessThan(none.error / 20);
    expect(refit.removing).toBeLessThan(1e-5);
    expect(refit.notes).toEqual([
      expect.stringMatching(
        /^Layers that lost inputs and were refit by least squares: 3\. The error of their outputs fell from /,
      ),
    ]);
  });

  it('is refit without biases where there is no place for them, and gets them where there is', async () => {
    const model = redundant({ noBias: true });
    const none = await errors(model, samplesOf(model), { repair: 'none' });
    const refit = await errors(model, samplesOf(model), { repair: 'refit' });
    expect(refit.error).toBeLessThan(none.error / 20);
    expect(refit.removing).toBeLessThan(1e-5);
  });

  it('has outputs with the same means after bias correction', async () => {
    const model = redundant();
    const none = await errors(model, samplesOf(model), { repair: 'none' });
    const bias = await errors(model, samplesOf(model), { repair: 'bias' });
    expect(bias.error).toBeLessThan(none.error / 2);
    expect(bias.removing).toBeLessThan(1e-5);
    expect(bias.notes).toEqual(['Layers whose bias took what the removed channels gave on average: 3.']);
  });

  it('stays as it is without data where the file tells no means', async () => {
    const model = redundant();
    const { error, notes } = await errors(model, undefined, { repair: 'auto' });
    expect(error).toBeGreaterThan(0.3);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toBe('Without samples, layers that lost inputs were not refit.');
    const synthetic = await errors(model, samplesOf(model, true), { repair: 'auto' });
    expect(synthetic.notes[0]).toBe('The samples are generated, so layers that lost inputs were not refit on them.');
  });

  it('is not refit without samples', async () => {
    await expect(errors(redundant(), undefined, { repair: 'refit' })).rejects.toMatchObject({
      detail: { code: 'repair.needs-data' },
    });
  });
});

/** Convolution, batch normalization with the statistics that inputs uniform in [−1, 1) have after it, Relu, convolution. */
function normed(): Model {
  const net = new ModelBuilder({ seed: 4 });
  const weight = net.random.normals(12 * 3);
  const variance = Float32Array.from({ length: 12 }, (_, filter) =>
    weight.subarray(3 * filter, 3 * filter + 3).reduce((sum, value) => sum + value ** 2 / 3, 0),
  );
  const convolved = net.node('Conv', [net.input('x', ['N', 3, 6, 6]), net.constant('float32', [12, 3, 1, 1], weight)]);
  const statistics = [new Float32Array(12), variance].map((each) => net.constant('float32', [12], each));
  const affine = [net.uniform([12], 0.2, 1), net.uniform([12], -1, 1.5)];
  const relu = net.node('Relu', [net.node('BatchNormalization', [convolved, ...affine, ...statistics])]);
  return net.output(net.node('Conv', [relu, net.weight([5, 12, 1, 1])], {}, { output: 'y' })).build();
}

/** The largest difference between the means of the channels of `y` in two models, over many inputs. */
async function offset(model: Model, original: Model): Promise<number> {
  const feeds = seededFeeds(model, { x: [64, 3, 6, 6] }, 7);
  const means = async (of: Model): Promise<number[]> => {
    const y = (await outputsOf(of, feeds)).get('y')!.data as Float32Array;
    return [0, 1, 2, 3, 4].map((channel) =>
      y.reduce((sum, value, at) => (Math.floor(at / 36) % 5 === channel ? sum + value / (64 * 36) : sum), 0),
    );
  };
  const [one, other] = [await means(model), await means(original)];
  return Math.max(...one.map((mean, channel) => Math.abs(mean - other[channel]!)));
}

it('without data lets biases take what batch normalizations say of the removed channels', async () => {
  const model = normed();
  const { types, groups } = await groupsOf(model, samplesOf(model));
  const removed = secondHalves(groups);
  const [masked, repaired] = [model.clone(), model.clone()];
  maskChannels(masked, groups, removed, types);
  const { groups: all, notes } = await repair(
    repaired,
    repaired,
    groups,
    removed,
    undefined,
    { repair: 'bias' },
    context,
  );
  removeChannels(repaired, all, removed, types);
  expect(await offset(masked, model)).toBeGreaterThan(0.5);
  expect(await offset(repaired, model)).toBeLessThan(0.05);
  expect(notes.map((note) => format(note))).toEqual([
    'Without samples, layers that lost inputs were not refit.',
    'Layers whose bias took what the removed channels give on average by the batch normalizations before them: 1.',
  ]);
});

it('moves batch normalizations that come later with what they read', async () => {
  const net = new ModelBuilder({ seed: 6 });
  const first = net.node('Relu', [
    net.node('Conv', [net.input('x', ['N', 3, 6, 6]), net.weight([8, 3, 1, 1]), net.bias(8, 0.5)]),
  ]);
  const second = net.node('Conv', [first, net.weight([6, 8, 1, 1])]);
  const vectors = [
    net.uniform([6], 0.5, 1),
    net.bias(6),
    net.bias(6, 0.5, 'mean'),
    net.uniform([6], 0.5, 2, 'variance'),
  ];
  const norm = net.node('BatchNormalization', [second, ...vectors], {}, { output: 'normed' });
  const model = net.output(net.node('Conv', [norm, net.weight([5, 6, 1, 1])], {}, { output: 'y' })).build();
  const dataset = samplesOf(model);
  const { types, groups } = await groupsOf(model, dataset);
  // Only the channels of the first convolution go.
  const removed = new Map([[groups.groups[0]!.id, [4, 5, 6, 7]]]);
  const repaired = model.clone();
  const { groups: all, notes } = await repair(repaired, model, groups, removed, dataset, { repair: 'bias' }, context);
  removeChannels(repaired, all, removed, types);
  expect(notes.map((note) => format(note))[1]).toBe(
    'Batch normalizations whose mean and variance were moved with what they read: 1.',
  );
  const [before, after] = [await normedMoments(model), await normedMoments(repaired)];
  before.forEach(({ mean, variance }, channel) => {
    expect(Math.abs(after[channel]!.mean - mean)).toBeLessThan(0.05);
    expect(Math.abs(after[channel]!.variance / variance - 1)).toBeLessThan(0.1);
  });
});

/** Mean and variance of each of six channels of `normed`, over many inputs. */
async function normedMoments(model: Model): Promise<readonly { mean: number; variance: number }[]> {
  const copy = model.clone();
  copy.graph.addOutput(valueInfo('normed', undefined));
  const y = (await outputsOf(copy, seededFeeds(model, { x: [64, 3, 6, 6] }, 7))).get('normed')!.data as Float32Array;
  return [0, 1, 2, 3, 4, 5].map((channel) => {
    const own = y.filter((_, at) => Math.floor(at / 36) % 6 === channel);
    const mean = own.reduce((sum, value) => sum + value / own.length, 0);
    return { mean, variance: own.reduce((sum, value) => sum + (value - mean) ** 2 / own.length, 0) };
  });
}

async function top1(model: Model): Promise<number> {
  const labelled = await testDigits();
  return withSession(model, { threads: 2 }, async (session) => {
    let [right, all] = [0, 0];
    for await (const { feeds, labels = [] } of labelled.samples()) {
      const logits = (await session.run(feeds)).get('logits')!.data as Float32Array;
      labels.forEach((label, row) => {
        const own = Array.from(logits.subarray(row * 10, row * 10 + 10));
        if (own.indexOf(Math.max(...own)) === label) right++;
        all++;
      });
    }
    return right / all;
  });
}

it('keeps the digits classifier right without half of its channels, without training', async () => {
  const model = openModel(digitsFile);
  const dataset = await calibrationDigits(24);
  const { types, groups } = await groupsOf(model, dataset);
  const removed = new Map(
    groups.groups.filter(({ isOutput }) => !isOutput).map((group) => [group.id, smallest(model, group)]),
  );
  const { groups: all, notes } = await repair(model, model, groups, removed, dataset, { repair: 'refit' }, context);
  removeChannels(model, all, removed, types);
  expect(await top1(model)).toBeGreaterThan(0.95);
  expect(notes).toHaveLength(1);
  model.close();
}, 120_000);

/** The half of a group's units whose filters have the smallest norms. */
function smallest(model: Model, { units, parts }: ChannelGroups['groups'][0]): readonly number[] {
  const norms = new Float64Array(units);
  for (const { tensor, axis, unitOf, role } of parts) {
    const constant = role === 'produces' ? model.constant(model.graph, tensor) : undefined;
    if (constant === undefined) continue;
    const inner = constant.dims.slice(axis + 1).reduce((product, size) => product * size, 1);
    realsOf(constant).forEach((value, at) => {
      const unit = unitOf[Math.floor(at / inner) % unitOf.length]!;
      if (unit >= 0) norms[unit]! += value * value;
    });
  }
  return [...norms.keys()].sort((a, b) => norms[a]! - norms[b]!).slice(0, units / 2);
}
