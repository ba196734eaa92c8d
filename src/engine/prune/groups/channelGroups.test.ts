import { describe, expect, it } from 'vitest';
import { seededFeeds } from '../../../../test/fixtures/computes.ts';
import { mobileNetV2 } from '../../../../test/fixtures/mobileNetV2.ts';
import { valueInfo } from '../../../../test/fixtures/modelBuilder.ts';
import { angleClassifier, textDetector, voiceDetectorV5 } from '../../../../test/fixtures/realModels.ts';
import { resnet50 } from '../../../../test/fixtures/resnet50.ts';
import { analysed, wrongsOfRemoval } from '../../../../test/prune/removal.ts';
import { graphValue, int, ints, makeNode } from '../../onnx/attributes.ts';
import { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { declaredTypes } from '../../runtime/tensorTypes.ts';
import { channelGroups } from './channelGroups.ts';
import type { ChannelGroups } from './group.ts';
import { expectExactRemoval } from './testing/exactRemoval.ts';
import { SmallNet } from './testing/smallNet.ts';

const reasonsOf = ({ frozen }: ChannelGroups) => frozen.map(({ reason, channels }) => [reason.code, channels]);

it('puts channels that are read elsewhere into groups of their own, which are known by where they begin', async () => {
  const build = (): Model => {
    const net = new SmallNet();
    const x = net.conv('wide', net.input('x', [1, 3, 4, 4]), 3, 12);
    const [left, right] = net.nodeWith(2, 'Split', [net.relu(x), net.ints([4, 8])], { axis: int(1) });
    const sum = net.node('Add', [net.conv('a', left!, 4, 3), net.conv('b', right!, 8, 3)]);
    return net.output(sum).build();
  };
  const model = build();
  const found = await analysed(build, seededFeeds(model));
  const wide = model.graph.id([...model.graph.nodes].find(({ name }) => name === 'wide')!);
  expect(found.groups.groups.map(({ id, units }) => [id, units])).toEqual([
    [`${wide}:0`, 4],
    [`${wide}:4`, 8],
  ]);
  const [first, second] = found.groups.groups;
  const unitsOf = (group = first) => [...group!.parts.find(({ role }) => role === 'produces')!.unitOf];
  expect(unitsOf()).toEqual([0, 1, 2, 3, ...new Array<number>(8).fill(-1)]);
  expect(unitsOf(second)).toEqual([-1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7]);
  const removed = new Map([
    [first!.id, [1]],
    [second!.id, [0, 7]],
  ]);
  expect(await wrongsOfRemoval(found, removed)).toEqual([]);
});

it('finds nothing where nothing can go, and says what stands against it first', async () => {
  const { groups, frozen } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const first = net.linear('first', net.input('x', [2, 4]), 4, 8);
    const second = net.linear('second', net.node('Softmax', [first]), 8, 1);
    const [largest] = net.nodeWith(2, 'TopK', [net.linear('third', second, 1, 6), net.ints([2])]);
    return net.output(largest!).build();
  });
  expect(groups).toEqual([]);
  expect(frozen).toEqual({
    first: 'pruneGroups.across',
    second: 'pruneGroups.all-together',
    third: 'pruneGroups.no-rule',
  });
});

it('names operators that it does not know, and their nodes', () => {
  const build = (): Model => {
    const net = new SmallNet();
    const x = net.linear('first', net.input('x', [2, 4]), 4, 8);
    return net.end(net.node('CumProd', [x, net.weight([8, 8])], {}, { name: 'unknown', domain: 'their.own' }), 8);
  };
  const types = new Map(declaredTypes(build()));
  for (const node of build().graph.nodes)
    types.set(node.output[0]!, { type: 'float32', dims: [2, node.name === 'last' ? 3 : 8] });
  types.set(build().graph.outputs[0]!.name, { type: 'float32', dims: [2, 3] });
  const { frozen } = channelGroups(build(), types);
  expect(frozen.map(({ reason }) => reason)).toEqual([
    { code: 'pruneGroups.no-rule', args: { operator: 'CumProd', node: 'unknown' } },
    { code: 'pruneGroups.no-rule', args: { operator: 'CumProd', node: 'unknown' } },
    expect.objectContaining({ code: 'pruneGroups.output' }),
  ]);
});

it('leaves alone what branches read', async () => {
  const build = (): Model => {
    const net = new SmallNet();
    const x = net.linear('first', net.input('x', [2, 4]), 4, 8);
    const branch = (name: string, operator: string) =>
      graphValue(
        onnx.GraphProto.create({
          name,
          node: [makeNode(operator, [x], [name])],
          output: [valueInfo(name, [2, 8])],
        }),
      );
    const inner = net.node('If', [net.constant('bool', [], Uint8Array.of(1))], {
      then_branch: branch('then', 'Relu'),
      else_branch: branch('else', 'Neg'),
    });
    return net.end(net.linear('after', inner, 8, 6), 6);
  };
  const { groups } = await analysed(build, seededFeeds(build()));
  expect(groups.groups.map(({ units }) => units)).toEqual([6]);
  expect(reasonsOf(groups)).toEqual([
    ['pruneGroups.captured', 8],
    ['pruneGroups.subgraphs', 8],
    ['pruneGroups.output', 3],
  ]);
});

it('leaves alone what has no known shape', () => {
  const net = new SmallNet();
  const model = net.end(net.relu(net.linear('first', net.input('x', [2, 4]), 4, 8)), 8);
  const { groups, frozen } = channelGroups(model, declaredTypes(model));
  expect(groups).toEqual([]);
  expect(new Set(frozen.map(({ reason }) => reason.code))).toEqual(new Set(['pruneGroups.unknown-shape']));
});

it('tries the next candidate where channels would all go together', async () => {
  // With one head there are no heads to lose: it loses some of its size.
  const build = (): Model => {
    const net = new SmallNet();
    const x = net.input('x', [1, 5, 8]);
    const split = (name: string, perm: readonly number[]) =>
      net.node('Transpose', [net.reshape(net.linear(name, x, 8, 8), [1, 5, 1, 8])], { perm: ints(perm) });
    const scores = net.node('MatMul', [split('query', [0, 2, 1, 3]), split('key', [0, 2, 3, 1])]);
    const context = net.node('MatMul', [net.node('Softmax', [scores]), split('value', [0, 2, 1, 3])]);
    return net.end(net.reshape(net.node('Transpose', [context], { perm: ints([0, 2, 1, 3]) }), [1, 5, 8]), 8);
  };
  const { groups } = await expectExactRemoval(build);
  expect(groups).toEqual(['query key: 8', 'value: 8']);
});

describe('real networks', () => {
  it('finds the channels of ResNet-50', async () => {
    const model = resnet50();
    const { groups } = await analysed(() => model, seededFeeds(model, { images: [1, 3, 224, 224] }));
    // 32 inner widths, the stem, and the residual stream of each of four stages.
    expect(groups.groups).toHaveLength(37);
    const streams = groups.groups.filter(({ producers }) => producers.length > 1);
    expect(streams.map(({ units, producers }) => [units, producers.length])).toEqual([
      [256, 4],
      [512, 5],
      [1024, 7],
      [2048, 4],
    ]);
    expect(reasonsOf(groups)).toEqual([['pruneGroups.output', 1000]]);
  });

  it('finds the channels of MobileNetV2', async () => {
    const model = mobileNetV2();
    const { groups } = await analysed(() => model, seededFeeds(model, { images: [1, 3, 224, 224] }));
    // What is expanded goes with its depthwise filter; what is narrow goes through all blocks that add to it.
    expect(groups.groups.map(({ units }) => units)).toEqual([
      ...[32, 16, 96, 24, 144, 144, 32, 192, 192, 192, 64, 384, 384, 384, 384, 96, 576, 576, 576],
      ...[160, 960, 960, 960, 320, 1280],
    ]);
    const depthwise = groups.groups.filter(({ units, producers }) => units >= 96 && producers.length === 2);
    expect(depthwise).toHaveLength(16);
    expect(reasonsOf(groups)).toEqual([['pruneGroups.output', 1000]]);
  });

  it.each([angleClassifier, textDetector])('takes a third of the channels out of $name', async ({ file, feeds }) => {
    const found = await analysed(() => openModel(file), feeds());
    expect(found.groups.groups.length).toBeGreaterThan(20);
    const removed = new Map(
      found.groups.groups.map(({ id, units }) => [
        id,
        Array.from({ length: units }, (_, unit) => unit).filter((unit) => unit % 3 === 1),
      ]),
    );
    expect(await wrongsOfRemoval(found, removed, 1e-3)).toEqual([]);
  });

  it('says why it leaves a model alone that is nothing but a branch', async () => {
    const { groups } = await analysed(() => openModel(voiceDetectorV5.file), voiceDetectorV5.feeds());
    expect(groups.groups).toEqual([]);
    expect(groups.frozen.map(({ reason }) => reason)).toContainEqual(
      expect.objectContaining({
        code: 'pruneGroups.subgraphs',
        args: expect.objectContaining({ operator: 'If' }) as unknown,
      }),
    );
  });
});
