import { describe, expect, it } from 'vitest';
import { seededFeeds } from '../../../../test/fixtures/computes.ts';
import { calibrationDigits, digitsFile, testDigits } from '../../../../test/fixtures/digits.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { format } from '../../../protocol/messages/catalogue.ts';
import { type PruneChannelsOptions, pruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { ReductionOf } from '../../../protocol/result/reduction.ts';
import { UserError } from '../../../protocol/userError.ts';
import { ints } from '../../onnx/attributes.ts';
import { encodeModel } from '../../onnx/encode.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { withSession } from '../../runtime/session.ts';
import { tensorTypes } from '../../runtime/tensorTypes.ts';
import { channelGroups } from '../groups/channelGroups.ts';
import { planChannels } from './planChannels.ts';
import { pruneChannels } from './pruneChannels.ts';
import { removeChecked } from './selfCheck.ts';
import { passContext, temporaryFolder } from './testing/passContext.ts';

/** What a test leaves out: no repair, and counts that no measurement decides. */
const quick = { repair: 'none', channelMultiple: 4 } as const;

function options(more: Partial<PruneChannelsOptions> = {}): PruneChannelsOptions {
  return pruneChannelsOptions.parse({ ...quick, ...more });
}

/** Two residual blocks and a classifier: groups of 12 (the stem and what is added to it), 8 and 10 channels. */
function small(seed = 1): Model {
  const net = new ModelBuilder({ seed });
  const conv = (input: string, inputs: number, outputs: number, name: string): string =>
    net.node(
      'Conv',
      [input, net.weight([outputs, inputs, 3, 3]), net.bias(outputs)],
      { pads: ints([1, 1, 1, 1]) },
      { name },
    );
  let x = net.node('Relu', [conv(net.input('x', [1, 3, 6, 6]), 3, 12, 'stem')]);
  for (const [block, width] of [8, 10].entries()) {
    const inner = net.node('Relu', [conv(x, 12, width, `block${block}.in`)]);
    x = net.node('Relu', [net.node('Add', [x, conv(inner, width, 12, `block${block}.out`)])]);
  }
  const flat = net.node('Flatten', [net.node('GlobalAveragePool', [x])]);
  const logits = net.node('Gemm', [flat, net.matrix(12, 5), net.bias(5)], {}, { name: 'classify', output: 'logits' });
  return net.output(logits, [1, 5]).build();
}

const kept = ({ groups }: ReductionOf<'channels'>): Readonly<Record<string, number>> =>
  Object.fromEntries(groups.map(({ producers, channels }) => [producers[0]!.name, channels.after]));
const plan = (model: Model, more: Partial<PruneChannelsOptions> = {}) =>
  planChannels(model, undefined, options(more), passContext());

function bytesOf(model: Model): Buffer {
  const { pieces } = encodeModel(model, () => ({ kind: 'inline' }));
  return Buffer.concat(
    pieces.map((piece) => (piece instanceof Uint8Array ? piece : Buffer.from(JSON.stringify(piece)))),
  );
}

describe('planChannels', () => {
  it('takes the same share of every group, and the least important of each', async () => {
    const { groups, untouched } = await plan(small(), { ratio: 0.5, criterion: 'l1' });
    expect(groups.map(({ channels }) => [channels.before, channels.after])).toEqual([
      [12, 8],
      [8, 4],
      [10, 4],
    ]);
    expect(groups.map(({ producers }) => producers.map(({ name }) => name))).toEqual([
      ['stem', 'block0.out', 'block1.out'],
      ['block0.in'],
      ['block1.in'],
    ]);
    for (const { channels, removed, importance } of groups) {
      expect(importance!.length).toBe(channels.before);
      expect(removed.length).toBe(channels.before - channels.after);
      const stay = importance!.filter((_, unit) => !removed.includes(unit));
      expect(Math.max(...removed.map((unit) => importance![unit]!))).toBeLessThanOrEqual(Math.min(...stay));
    }
    expect(untouched.map(({ name, reason }) => [name, reason.code])).toEqual([['classify', 'pruneGroups.output']]);
  });

  it('leaves the model as it is, and every copy of it', async () => {
    const model = small();
    const before = bytesOf(model);
    await plan(model, { pruneSteps: 3 });
    expect(bytesOf(model)).toEqual(before);
  });

  it('expects less time', async () => {
    const { milliseconds } = await plan(small(), { ratio: 0.5 });
    expect(milliseconds!.before).toBeGreaterThan(0);
    expect(milliseconds!.after).toBeGreaterThanOrEqual(0);
  });

  it.each<readonly [string, Partial<PruneChannelsOptions>, Readonly<Record<string, number>>]>([
    ['protected by name', { excludeNodes: ['block0.*'] }, { 'block1.in': 8 }],
    ['chosen by name', { includeNodes: ['block1.in'] }, { 'block1.in': 8 }],
    [
      'with shares of their own',
      { groupRatios: { stem: 0, 'block0.*': 0.5 } },
      { stem: 12, 'block0.in': 4, 'block1.in': 8 },
    ],
    ['limited by a share', { ratio: 0.8, maximumRatio: 0.4 }, { stem: 8, 'block0.in': 8, 'block1.in': 8 }],
    ['limited by a number', { ratio: 0.8, minimumChannels: 8 }, { stem: 8, 'block0.in': 8, 'block1.in': 8 }],
    ['never all', { ratio: 0.99, maximumRatio: 0.99, minimumChannels: 1 }, { stem: 4, 'block0.in': 4, 'block1.in': 4 }],
    ['by a multiple of one', { channelMultiple: 1 }, { stem: 8, 'block0.in': 6, 'block1.in': 7 }],
    ['of the outputs, when asked', { pruneOutputs: true }, { stem: 8, 'block0.in': 4, 'block1.in': 8, classify: 4 }],
  ])('groups %s', async (_, more, expected) => {
    expect(kept(await plan(small(), more))).toEqual(expected);
  });

  it('ranks all groups together, whatever the scale of their weights', async () => {
    const { groups } = await plan(small(), {
      scope: 'model',
      channelMultiple: 1,
      ratio: 0.4,
      minimumChannels: 1,
      criterion: 'l2',
    });
    const gone = groups.reduce((sum, { removed }) => sum + removed.length, 0);
    expect(gone).toBe(Math.round(0.4 * 30));
    expect(new Set(groups.map(({ removed, channels }) => removed.length / channels.before)).size).toBeGreaterThan(1);
  });

  it('is the same for a seed, and another for another', async () => {
    const removed = async (seed: number) =>
      (await planChannels(small(), undefined, options({ criterion: 'random' }), passContext({ seed }))).groups.map(
        (group) => group.removed,
      );
    expect(await removed(1)).toEqual(await removed(1));
    expect(await removed(1)).not.toEqual(await removed(2));
  });

  it('says which share fits no layer', async () => {
    const { notes } = await plan(small(), { groupRatios: { nowhere: 0.5 } });
    expect(notes.find(({ code }) => code === 'pruneChannels.unmatched-ratio')?.args).toEqual({ glob: 'nowhere' });
  });
});

describe('pruneChannels', () => {
  it.each<readonly [string, Partial<PruneChannelsOptions>]>([
    ['in one step', { ratio: 0.5 }],
    ['in three steps', { ratio: 0.6, pruneSteps: 3 }],
    ['of the whole model', { scope: 'model', criterion: 'l2', pruneSteps: 2 }],
    ['of the outputs too', { pruneOutputs: true, criterion: 'random' }],
  ])('takes away what was planned: %s', async (_, more) => {
    const model = small();
    const planned = await plan(model, more);
    const done = await pruneChannels(model, undefined, options(more), passContext());
    expect(done.groups).toEqual(planned.groups);
    expect(done.untouched).toEqual(planned.untouched);
    expect([done.parameters, done.macs]).toEqual([planned.parameters, planned.macs]);
    // Shapes in the file are written in fewer bytes.
    expect(Math.abs(done.bytes!.after - planned.bytes!.after)).toBeLessThan(64);
    expect(done.bytes!.after).toBe(bytesOf(model).length);
  });

  it('leaves a model whose tensors have the planned sizes', async () => {
    const model = small();
    const { groups } = await pruneChannels(model, undefined, options(), passContext());
    const feeds = seededFeeds(model);
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    for (const { producers, channels } of groups) {
      for (const { node } of producers) expect(types.get(node)!.dims[1]).toBe(channels.after);
    }
    expect(types.get('logits')!.dims).toEqual([1, 5]);
  });

  it('takes no more in the last of many steps than earlier ones left', async () => {
    const counts = await Promise.all(
      [1, 4].map(async (pruneSteps) => kept(await plan(small(), { ratio: 0.6, pruneSteps, channelMultiple: 1 }))),
    );
    expect(counts[1]).toEqual(counts[0]);
  });

  it('says why nothing can go, for each operator', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [1, 6]);
    const one = net.node('MatMul', [x, net.matrix(6, 6)], {}, { name: 'one' });
    const two = net.node('Gemm', [net.node('Softmax', [one]), net.matrix(6, 4)], {}, { name: 'two' });
    const error = await plan(net.output(two).build()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    const text = format((error as UserError).detail);
    expect(text).toMatch(/MatMul \("one"\): Softmax/);
    expect(text).toMatch(/Gemm \("two"\): they are an output/);
  });

  it.each<readonly [Partial<PruneChannelsOptions>, string]>([
    [{ excludeOperators: ['Conv'] }, 'pruneChannels.all-protected'],
    [{ criterion: 'activation' }, 'pruneChannels.samples-needed'],
  ])('refuses %j', async (more, code) => {
    await expect(plan(small(), more)).rejects.toMatchObject({ detail: { code } });
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    const { channelMultiple: _, ...measuring } = options();
    await expect(pruneChannels(small(), undefined, measuring, passContext({ signal }))).rejects.toThrow('stopped');
  });

  it('finds out when the pruned model computes something else', async () => {
    const model = small();
    const feeds = seededFeeds(model);
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    const { groups, frozen } = channelGroups(model, types);
    // The groups are wrong: where channels are taken, they are in another order than where they are computed.
    const wrong = groups.map((group) => ({
      ...group,
      parts: group.parts.map((part) =>
        part.role === 'consumes' ? { ...part, unitOf: part.unitOf.toReversed() } : part,
      ),
    }));
    const removed = new Map([[groups[1]!.id, [0, 1]]]);
    const settings = { feeds, threads: 1 };
    await removeChecked(small(), { groups, frozen }, removed, types, settings);
    const check = removeChecked(model, { groups: wrong, frozen }, removed, types, settings);
    await expect(check).rejects.toThrow('computes otherwise');
  });

  it(
    'keeps 95 % of the digits with half of the channels, refitted and never trained',
    { timeout: 120_000 },
    async () => {
      const model = openModel(digitsFile);
      try {
        const half = pruneChannelsOptions.parse({ ratio: 0.5, repair: 'refit', channelMultiple: 16 });
        const { groups, macs } = await pruneChannels(model, await calibrationDigits(200), half, passContext());
        for (const { channels } of groups) expect(channels.after).toBe(channels.before / 2);
        expect(macs!.after).toBeLessThan(macs!.before / 3.5);
        expect(await accuracy(model)).toBeGreaterThanOrEqual(0.95);
      } finally {
        model.close();
      }
    },
  );
});

/** Share of the test digits that the model tells right. */
async function accuracy(model: Model): Promise<number> {
  let right = 0;
  let all = 0;
  await withSession(model, { threads: 1 }, async (session) => {
    for await (const { feeds, labels = [] } of (await testDigits()).samples()) {
      const { data, dims } = (await session.run(feeds)).get('logits')!;
      for (const [row, label] of labels.entries()) {
        const scores = (data as Float32Array).subarray(row * dims[1]!, (row + 1) * dims[1]!);
        right += Number(scores.indexOf(Math.max(...scores)) === label);
        all++;
      }
    }
  });
  return right / all;
}
