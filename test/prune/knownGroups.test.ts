import { describe, expect, it } from 'vitest';
import { int, ints } from '../../src/engine/onnx/attributes.ts';
import type { Feeds } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import type { NodeId } from '../../src/engine/onnx/nodeId.ts';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { mobileNetV2 } from '../fixtures/mobileNetV2.ts';
import { Random } from '../fixtures/random.ts';
import { randomFeeds } from '../fixtures/randomFeeds.ts';
import { resnet50 } from '../fixtures/resnet50.ts';
import type { PruneChannelsOptions } from '../../src/protocol/options/pruneChannels.ts';
import { analysed, prunable } from './removal.ts';

/** Normal numbers, and tokens of any table. */
function feedsOf(build: () => Model): Feeds {
  const feeds = Object.entries(randomFeeds(build(), new Random(1), { batch: 2, sequence: 5 }));
  return new Map(
    feeds.map(([name, tensor]) => [
      name,
      tensor.type === 'int64' ? { ...tensor, data: new BigInt64Array(tensor.data.length) } : tensor,
    ]),
  );
}

/** Groups in words: producers, units, consumers, by the names of nodes. */
async function groupsOf(build: () => Model, options: Partial<PruneChannelsOptions> = {}): Promise<readonly string[]> {
  const found = await analysed(build, feedsOf(build), options);
  const { graph } = build();
  const names = new Map([...graph.nodes].map((node) => [graph.id(node), node.name]));
  const said = (ids: readonly NodeId[]): string => ids.map((id) => names.get(id)).join(' ');
  return prunable(found).map(({ producers, units, consumers }) => `${said(producers)}: ${units} → ${said(consumers)}`);
}

/** How many groups there are of each number of units. */
async function unitsOf(build: () => Model): Promise<Readonly<Record<number, number>>> {
  const found = await analysed(build, feedsOf(build));
  const counts: Record<number, number> = {};
  for (const { units } of prunable(found)) counts[units] = (counts[units] ?? 0) + 1;
  return counts;
}

/** Nets whose groups can be told by hand. Names of nodes are what the groups are called by. */
class NamedNet extends ModelBuilder {
  conv(name: string, x: string, inputs: number, outputs: number, groups = 1): string {
    const weight = this.weight([outputs, inputs / groups, 1, 1]);
    return this.node('Conv', [x, weight, this.bias(outputs)], { group: int(groups) }, { name });
  }

  /** x · W + b over the last axis; the product has the name. */
  linear(name: string, x: string, inputs: number, outputs: number): string {
    const product = this.node('MatMul', [x, this.matrix(inputs, outputs)], {}, { name });
    return this.node('Add', [product, this.bias(outputs)]);
  }

  relu(x: string): string {
    return this.node('Relu', [x]);
  }

  classify(x: string, inputs: number): Model {
    const flat = this.node('Flatten', [this.node('GlobalAveragePool', [x])], { axis: int(1) });
    const logits = this.node('Gemm', [flat, this.weight([3, inputs])], { transB: int(1) }, { name: 'classifier' });
    return this.output(logits).build();
  }
}

const maps = ['N', 3, 4, 4] as const;

function perceptron(): Model {
  const net = new NamedNet();
  const first = net.relu(net.linear('first', net.input('x', ['N', 6]), 6, 16));
  const second = net.relu(net.linear('second', first, 16, 12));
  return net.output(net.linear('third', second, 12, 4)).build();
}

function residualBlocks(): Model {
  const net = new NamedNet();
  const stem = net.relu(net.conv('stem', net.input('x', maps), 3, 8));
  const inner = net.relu(net.conv('inner', stem, 8, 6));
  const sum = net.relu(net.node('Add', [net.conv('back', inner, 6, 8), stem]));
  const down = net.conv('last', net.relu(net.conv('down', sum, 8, 5)), 5, 12);
  return net.classify(net.relu(net.node('Add', [down, net.conv('shortcut', sum, 8, 12)])), 12);
}

function denseBlock(): Model {
  const net = new NamedNet();
  const concat = (...parts: string[]): string => net.node('Concat', parts, { axis: int(1) });
  const stem = net.relu(net.conv('stem', net.input('x', maps), 3, 6));
  const first = net.relu(net.conv('first', stem, 6, 4));
  const second = net.relu(net.conv('second', concat(stem, first), 10, 4));
  return net.classify(net.relu(net.conv('transition', concat(stem, first, second), 14, 5)), 5);
}

/** ShuffleNetV2's unit: half of the channels pass, the others are worked on, and both are shuffled. */
function shuffleUnit(): Model {
  const net = new NamedNet();
  const stem = net.relu(net.conv('stem', net.input('x', maps), 3, 8));
  const [passing, worked] = net.nodeWith(2, 'Split', [stem, net.ints([4, 4])], { axis: int(1) });
  const depth = net.conv('depth', net.relu(net.conv('point', worked!, 4, 6)), 6, 6, 6);
  const back = net.relu(net.conv('back', depth, 6, 4));
  const both = net.node('Concat', [passing!, back], { axis: int(1) });
  const apart = net.node('Reshape', [both, net.ints([0, 2, 4, 4, 4])]);
  const shuffled = net.node('Reshape', [
    net.node('Transpose', [apart], { perm: ints([0, 2, 1, 3, 4]) }),
    net.ints([0, 8, 4, 4]),
  ]);
  return net.classify(net.relu(net.conv('head', shuffled, 8, 5)), 5);
}

/** Two convolutions in three groups each, one after the other. */
function groupedConvolutions(): Model {
  const net = new NamedNet();
  const stem = net.relu(net.conv('stem', net.input('x', maps), 3, 6));
  const first = net.relu(net.conv('first', stem, 6, 12, 3));
  return net.classify(net.relu(net.conv('second', first, 12, 9, 3)), 9);
}

/** Attention of `heads` heads of 4, and `keyHeads` for keys and values, between two norms. */
function attention(heads: number, keyHeads: number): Model {
  const net = new NamedNet({ opset: 17 });
  const norm = (x: string): string => net.node('LayerNormalization', [x, net.uniform([8], 0.5, 1), net.bias(8)]);
  const x = norm(net.linear('in', net.input('x', ['N', 5, 6]), 6, 8));
  const split = (each: string, count: number): string =>
    net.node('Transpose', [net.node('Reshape', [each, net.ints([0, 0, count, 4])])], { perm: ints([0, 2, 1, 3]) });
  const repeat = (each: string): string => {
    if (heads === keyHeads) return each;
    const repeats = heads / keyHeads;
    const apart = net.node('Unsqueeze', [each, net.ints([2])]);
    const many = net.node('Expand', [apart, net.ints([1, 1, repeats, 1, 1])]);
    return net.node('Reshape', [many, net.ints([0, heads, -1, 4])]);
  };
  const query = split(net.linear('query', x, 8, 4 * heads), heads);
  const key = repeat(split(net.linear('key', x, 8, 4 * keyHeads), keyHeads));
  const value = repeat(split(net.linear('value', x, 8, 4 * keyHeads), keyHeads));
  const scores = net.node('MatMul', [query, net.node('Transpose', [key], { perm: ints([0, 1, 3, 2]) })]);
  const shares = net.node('Softmax', [net.node('Div', [scores, net.scalar(2)])], { axis: int(-1) });
  const context = net.node('Transpose', [net.node('MatMul', [shares, value])], { perm: ints([0, 2, 1, 3]) });
  const out = net.linear('out', net.node('Reshape', [context, net.ints([0, 0, -1])]), 4 * heads, 8);
  const mixed = norm(net.node('Add', [x, out]));
  const fed = net.linear('fc2', net.relu(net.linear('fc1', mixed, 8, 10)), 10, 8);
  return net.output(net.linear('head', norm(net.node('Add', [mixed, fed])), 8, 3)).build();
}

function recurrent(): Model {
  const net = new NamedNet();
  const weights = [net.uniform([1, 24, 5], -0.5, 0.5), net.uniform([1, 24, 6], -0.5, 0.5)];
  const all = net.node('LSTM', [net.input('x', [7, 'N', 5]), ...weights], { hidden_size: int(6) }, { name: 'lstm' });
  return net.output(net.linear('head', net.node('Squeeze', [all, net.ints([1])]), 6, 3)).build();
}

describe('groups that can be told by hand', () => {
  it('layer by layer', async () => {
    expect(await groupsOf(perceptron)).toEqual(['first: 16 → second', 'second: 12 → third']);
  });

  it('residuals, with and without projection', async () => {
    expect(await groupsOf(residualBlocks)).toEqual([
      'stem back: 8 → inner down shortcut',
      'inner: 6 → back',
      'down: 5 → last',
      'last shortcut: 12 → classifier',
    ]);
  });

  it('concatenations', async () => {
    expect(await groupsOf(denseBlock)).toEqual([
      'stem: 6 → first second transition',
      'first: 4 → second transition',
      'second: 4 → transition',
      'transition: 5 → classifier',
    ]);
  });

  it('halves that are shuffled', async () => {
    expect(await groupsOf(shuffleUnit)).toEqual([
      'stem back: 4 → head',
      'stem: 4 → point',
      'point depth: 6 → back',
      'head: 5 → classifier',
    ]);
  });

  it('groups of convolutions, each of which loses the same number', async () => {
    expect(await groupsOf(groupedConvolutions)).toEqual([
      'stem: 2 → first',
      'first: 4 → second',
      'second: 3 → classifier',
    ]);
  });

  it('heads, and what is between them', async () => {
    const outer = ['fc1: 10 → fc2'];
    expect(await groupsOf(() => attention(4, 4))).toEqual(['query key value: 4 → out', ...outer]);
    expect(await groupsOf(() => attention(4, 2))).toEqual(['query key value: 2 → out', ...outer]);
    expect(await groupsOf(() => attention(4, 4), { attention: 'head-size' })).toEqual([
      'query key: 4 → ',
      'value: 4 → out',
      ...outer,
    ]);
  });

  it('hidden channels of recurrent layers', async () => {
    expect(await groupsOf(recurrent)).toEqual(['lstm: 6 → lstm head']);
  });

  it('ResNet-50, MobileNetV2, a transformer that was exported', async () => {
    expect(await unitsOf(() => resnet50())).toEqual({ 64: 7, 128: 8, 256: 13, 512: 7, 1024: 1, 2048: 1 });
    expect(await unitsOf(() => mobileNetV2())).toEqual({
      ...{ 16: 1, 24: 1, 32: 2, 64: 1, 96: 2, 144: 2, 160: 1, 192: 3, 320: 1, 384: 4, 576: 3, 960: 3, 1280: 1 },
    });
    const { graph } = exportedTransformer(300);
    const layers = [...graph.nodes].filter(({ opType }) => opType === 'Softmax').length;
    expect(await unitsOf(() => exportedTransformer(300))).toEqual({ 2: layers, 16: layers });
  });
});
