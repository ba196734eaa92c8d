import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, SmallNet } from '../testing/smallNet.ts';

function gathered(indices: (net: SmallNet) => string, count: number): () => Model {
  return () => {
    const net = new SmallNet();
    const wide = net.relu(net.linear('wide', net.input('x', ['N', 5]), 5, 6));
    const chosen = net.node('Gather', [wide, indices(net)], { axis: int(1) });
    return net.end(count === 1 ? net.node('Unsqueeze', [chosen, net.ints([1])]) : chosen, count);
  };
}

describe('Gather', () => {
  it('reads what is left in another order, and copies stay in step', async () => {
    const { groups, pruned } = await expectExactRemoval(gathered((net) => net.ints([3, -1, 0, 3, 2]), 5));
    // Channels 1 and 4 are never read.
    expect(groups).toEqual(['wide: 4', 'wide: 2']);
    expect(integersAt(pruned, 'Gather', 1)).toEqual([0, 2, 0]);
  });

  it('keeps channels of which it takes a single one out, or reads a table', async () => {
    const single = await expectExactRemoval(gathered((net) => net.constant('int64', [], BigInt64Array.of(2n)), 1));
    expect(single.frozen).toMatchObject({ wide: 'pruneGroups.shape-single' });
  });

  it('lets embeddings lose channels, never words', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const word = net.node(
        'Gather',
        [net.matrix(16, 8), net.input('ids', ['N', 'L'], 'int64')],
        {},
        { name: 'words' },
      );
      const place = net.node('Gather', [net.matrix(9, 8), net.ints([0, 1, 2])], {}, { name: 'places' });
      return net.end(net.relu(net.node('Add', [word, place])), 8);
    };
    const { groups } = await expectExactRemoval(build, {
      sizes: [
        { N: 2, L: 3 },
        { N: 1, L: 3 },
      ],
      below: 16n,
    });
    expect(groups).toEqual(['words: 8']);
  });

  it('a table of biases for pairs of steps loses heads with the others', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.input('x', [2, 3, 6]);
      const [query, key, value] = ['query', 'key', 'value'].map((name, index) => {
        const split = net.reshape(net.linear(name, x, 6, 8), [2, 3, 4, 2]);
        return net.node('Transpose', [split], { perm: ints(index === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3]) });
      });
      const rows = net.node('Gather', [net.matrix(5, 4), net.ints([2, 3, 4, 1, 2, 3, 0, 1, 2])], { axis: int(0) });
      const bias = net.node('Transpose', [net.reshape(rows, [3, 3, 4])], { perm: ints([2, 0, 1]) });
      const scores = net.node('Add', [
        net.node('MatMul', [query!, key!]),
        net.node('Unsqueeze', [bias, net.ints([0])]),
      ]);
      const context = net.node('MatMul', [net.node('Softmax', [scores], { axis: int(-1) }), value!]);
      return net.end(net.reshape(net.node('Transpose', [context], { perm: ints([0, 2, 1, 3]) }), [2, 3, 8]), 8);
    };
    expect((await expectExactRemoval(build)).groups).toEqual(['query key value: 4']);
  });

  it('keeps an embedding and the layer that shares its weight in step', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const table = net.matrix(16, 8);
      const word = net.node('Gather', [table, net.input('ids', ['N', 'L'], 'int64')], {}, { name: 'words' });
      const inner = net.relu(net.linear('inner', word, 8, 8));
      const logits = net.node('MatMul', [inner, net.node('Transpose', [table])], {}, { name: 'head' });
      return net.output(logits).build();
    };
    const { groups } = await expectExactRemoval(build, { sizes: [{ N: 2, L: 3 }], below: 16n });
    expect(groups).toEqual(['words inner: 8']);
  });
});
