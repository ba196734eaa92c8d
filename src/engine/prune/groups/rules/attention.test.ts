import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { exportedTransformer } from '../../../../../test/fixtures/exportedTransformer.ts';
import { expectExactRemoval, type RemovalOptions } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

const width = 12;
const size = 4;

interface Projections {
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

/** Scaled dot products of [.., steps, size], and what they gather. */
function attended(net: SmallNet, { query, key, value }: Projections, order: readonly number[]): string {
  const scores = net.node('MatMul', [query, net.node('Transpose', [key], { perm: ints(order) })]);
  const shares = net.node('Softmax', [net.node('Mul', [scores, net.scalar(1 / Math.sqrt(size))])], { axis: int(-1) });
  return net.node('MatMul', [shares, value]);
}

/** Joins heads again and goes through a last layer with a residual. */
function joined(net: SmallNet, x: string, context: string, heads: number, sizes: string | readonly number[]): Model {
  const flat = net.reshape(net.node('Transpose', [context], { perm: ints([0, 2, 1, 3]) }), sizes);
  const out = net.linear('out', flat, heads * size, width);
  return net.output(net.node('Add', [out, x])).build();
}

function headed(net: SmallNet, x: string, sizes: string | readonly number[]): string {
  return net.node('Transpose', [net.reshape(x, sizes)], { perm: ints([0, 2, 1, 3]) });
}

function input(net: SmallNet): string {
  return net.input('x', ['batch', 'steps', width]);
}

/** A layer each; fewer keys and values than queries are repeated by Expand, as exporters of grouped queries do. */
function separate(heads: number, keyHeads: number): () => Model {
  return () => {
    const net = new SmallNet();
    const x = input(net);
    const batchAndSteps = [net.size(x, 0), net.size(x, 1)];
    const project = (name: string, count: number): string => {
      const flat = net.linear(name, x, width, count * size);
      return headed(net, flat, net.concat([...batchAndSteps, net.ints([count]), net.ints([size])], 0));
    };
    const repeated = (each: string): string => {
      if (heads === keyHeads) return each;
      const apart = net.node('Unsqueeze', [each, net.ints([2])]);
      const [batch, steps] = batchAndSteps;
      const wide = net.concat([batch!, net.ints([keyHeads, heads / keyHeads]), steps!, net.ints([size])], 0);
      const many = net.node('Expand', [apart, wide]);
      return net.reshape(many, net.concat([batch!, net.ints([heads]), steps!, net.ints([size])], 0));
    };
    const query = project('query', heads);
    const [key, value] = [repeated(project('key', keyHeads)), repeated(project('value', keyHeads))];
    const context = attended(net, { query, key, value }, [0, 1, 3, 2]);
    return joined(net, x, context, heads, net.concat([...batchAndSteps, net.ints([heads * size])], 0));
  };
}

const fusedForms = {
  /** As in GPT-2: one product, split, and each part made heads of. */
  split: (net: SmallNet, fused: string, heads: number): Projections => {
    const parts = net.nodeWith(3, 'Split', [fused, net.ints([heads * size, heads * size, heads * size])], {
      axis: int(2),
    });
    const [query, key, value] = parts.map((part) => headed(net, part, [0, 0, heads, size]));
    return { query: query!, key: key!, value: value! };
  },
  /** As in timm's vision transformers: a dimension of 3, brought to the front and gathered from. */
  gathered: (net: SmallNet, fused: string, heads: number): Projections => {
    const turned = net.node('Transpose', [net.reshape(fused, [0, 0, 3, heads, size])], {
      perm: ints([2, 0, 3, 1, 4]),
    });
    const [query, key, value] = [0n, 1n, 2n].map((index) =>
      net.node('Gather', [turned, net.constant('int64', [], BigInt64Array.of(index))], { axis: int(0) }),
    );
    return { query: query!, key: key!, value: value! };
  },
  /** As in GPT-NeoX: queries, keys and values of a head lie side by side. */
  interleaved: (net: SmallNet, fused: string, heads: number): Projections => {
    const all = headed(net, fused, [0, 0, heads, 3 * size]);
    const part = (index: number): string =>
      net.node('Slice', [all, net.ints([index * size]), net.ints([(index + 1) * size]), net.ints([3])]);
    return { query: part(0), key: part(1), value: part(2) };
  },
  /** Unbound: a Split into single positions, each squeezed. */
  unbound: (net: SmallNet, fused: string, heads: number): Projections => {
    const turned = net.node('Transpose', [net.reshape(fused, [0, 0, 3, heads, size])], {
      perm: ints([2, 0, 3, 1, 4]),
    });
    const parts = net.nodeWith(3, 'Split', [turned], { axis: int(0) });
    const [query, key, value] = parts.map((part) => net.node('Squeeze', [part, net.ints([0])]));
    return { query: query!, key: key!, value: value! };
  },
};

function fused(form: keyof typeof fusedForms, heads: number): () => Model {
  return () => {
    const net = new SmallNet();
    const x = input(net);
    const projections = fusedForms[form](net, net.linear('qkv', x, width, 3 * heads * size), heads);
    const context = attended(net, projections, [0, 1, 3, 2]);
    return joined(net, x, context, heads, [0, 0, heads * size]);
  };
}

/** torch.nn.MultiheadAttention: steps first, batch and heads in one dimension, whose size is computed. */
function mergedBatch(heads: number): () => Model {
  return () => {
    const net = new SmallNet();
    const x = net.input('x', ['steps', 'batch', width]);
    const steps = net.size(x, 0);
    const rows = net.node('Mul', [net.size(x, 1), net.ints([heads])]);
    const split = net.concat([steps, rows, net.ints([size])], 0);
    const [query, key, value] = ['query', 'key', 'value'].map((name) =>
      net.node('Transpose', [net.reshape(net.linear(name, x, width, heads * size), split)], { perm: ints([1, 0, 2]) }),
    );
    const context = attended(net, { query: query!, key: key!, value: value! }, [0, 2, 1]);
    const back = net.concat([net.size(x, 0), net.size(x, 1), net.ints([heads * size])], 0);
    const flat = net.reshape(net.node('Transpose', [context], { perm: ints([1, 0, 2]) }), back);
    return net.output(net.node('Add', [net.linear('out', flat, heads * size, width), x])).build();
  };
}

const sizes: NonNullable<RemovalOptions['sizes']> = [
  { batch: 2, steps: 5 },
  { batch: 1, steps: 3 },
  { batch: 3, steps: 4 },
];

async function groupsOf(build: () => Model, attention: 'heads' | 'head-size'): Promise<readonly string[]> {
  return (await expectExactRemoval(build, { attention, sizes })).groups;
}

describe('attention in plain operators', () => {
  it('loses whole heads, or some of the size of each', async () => {
    expect(await groupsOf(separate(4, 4), 'heads')).toEqual(['query key value: 4']);
    expect(await groupsOf(separate(4, 4), 'head-size')).toEqual(['query key: 4', 'value: 4']);
  });

  it('with one head loses some of its size', async () => {
    for (const attention of ['heads', 'head-size'] as const)
      expect(await groupsOf(separate(1, 1), attention)).toEqual(['query key: 4', 'value: 4']);
  });

  it('with shared keys and values loses them with all queries that share them', async () => {
    expect(await groupsOf(separate(4, 2), 'heads')).toEqual(['query key value: 2']);
    expect(await groupsOf(separate(4, 2), 'head-size')).toEqual(['query key: 4', 'value: 4']);
  });

  it.each(['split', 'gathered', 'interleaved', 'unbound'] as const)(
    'of one layer for queries, keys and values: %s',
    async (form) => {
      expect(await groupsOf(fused(form, 4), 'heads')).toEqual(['qkv: 4']);
      const bySize = await groupsOf(fused(form, 4), 'head-size');
      expect(bySize).toEqual(form === 'gathered' || form === 'unbound' ? ['qkv: 4'] : ['qkv: 4', 'qkv: 4']);
    },
  );

  it('with batch and heads in one dimension', async () => {
    expect(await groupsOf(mergedBatch(4), 'heads')).toEqual(['query key value: 4']);
    expect(await groupsOf(mergedBatch(4), 'head-size')).toEqual(['query key: 4', 'value: 4']);
  });

  it('is found the same in a run of one sample', async () => {
    const one = [{ batch: 1, steps: 5 }, ...sizes] as const;
    const found = async (build: () => Model) => (await expectExactRemoval(build, { sizes: one })).groups;
    expect(await found(separate(4, 2))).toEqual(['query key value: 2']);
    expect(await found(fused('gathered', 4))).toEqual(['qkv: 4']);
    expect(await found(mergedBatch(4))).toEqual(['query key value: 4']);
  });

  it('as an exporter by tracing writes it, whose divisor is computed from the size of a head', async () => {
    const build = () => exportedTransformer(90);
    const traced = [
      { batch: 2, sequence: 5 },
      { batch: 1, sequence: 3 },
    ] as const;
    const found = async (attention: 'heads' | 'head-size') =>
      (await expectExactRemoval(build, { attention, sizes: traced, below: 16n })).groups.slice(0, 3);
    const [query, key, value] = ['q', 'k', 'v'].map((name) => `/layers.0/attention/${name}/MatMul`);
    expect(await found('heads')).toEqual([
      `${query} ${key} ${value}: 2`,
      '/layers.0/mlp/fc1/MatMul: 16',
      expect.stringMatching('layers.1'),
    ]);
    expect(await found('head-size')).toEqual([`${query} ${key}: 4`, `${value}: 4`, '/layers.0/mlp/fc1/MatMul: 16']);
  });
});
