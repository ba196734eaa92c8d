import { describe, expect, it } from 'vitest';
import { int } from '../../../onnx/attributes.ts';
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
    expect(groups).toEqual(['words places: 8']);
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
