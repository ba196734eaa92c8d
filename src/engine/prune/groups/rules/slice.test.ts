import { describe, expect, it } from 'vitest';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, operatorsOf, SmallNet } from '../testing/smallNet.ts';

const farthest = 2 ** 31 - 1;

/** A layer of twelve channels, of which some are read, as they come, by a layer. */
function sliced(
  read: (net: SmallNet, x: string) => string,
  count: number,
  dims: readonly [string, ...number[]] = ['N', 5],
) {
  return (): Model => {
    const net = new SmallNet();
    const wide = net.relu(net.linear('wide', net.input('x', dims), dims.at(-1) as number, 12));
    return net.end(read(net, wide), count);
  };
}

function cut(net: SmallNet, x: string, start: number, end: number, step = 1, axis = 1): string {
  return net.node('Slice', [x, net.ints([start]), net.ints([end]), net.ints([axis]), net.ints([step])]);
}

describe('Slice', () => {
  it('ties halves that meet again', async () => {
    const halves = sliced((net, x) => net.node('Mul', [cut(net, x, 0, 6), cut(net, x, -6, farthest, 1, -1)]), 6);
    expect((await expectExactRemoval(halves, { sizes: [{ N: 2 }, { N: 1 }] })).groups).toEqual(['wide: 6']);
  });

  it('reads what is left of its range; what it does not read can go, too', async () => {
    const { groups, pruned } = await expectExactRemoval(sliced((net, x) => cut(net, x, 2, -2), 8));
    expect(groups).toEqual(['wide: 4', 'wide: 8']);
    expect([integersAt(pruned, 'Slice', 1), integersAt(pruned, 'Slice', 2)]).toEqual([[0], [4]]);
  });

  it('reads backwards', async () => {
    const mirrored = sliced((net, x) => net.node('Mul', [x, cut(net, x, -1, -farthest, -1)]), 12);
    expect((await expectExactRemoval(mirrored)).groups).toEqual(['wide: 6']);
    expect((await expectExactRemoval(sliced((net, x) => cut(net, x, -1, -farthest, -1), 12))).groups).toEqual([
      'wide: 12',
    ]);
  });

  it('becomes a Gather where steps no longer lead to what it reads', async () => {
    const { groups, prune } = await expectExactRemoval(sliced((net, x) => cut(net, x, 0, farthest, 2), 6));
    // The first channel that is not read leaves a hole between the steps.
    expect(groups).toEqual(['wide: 6', 'wide: 6']);
    const pruned = prune([], [0]);
    expect(operatorsOf(pruned)).toMatchObject({ Gather: 1 });
    expect(operatorsOf(pruned)).not.toHaveProperty('Slice');
    expect(integersAt(pruned, 'Gather', 1)).toEqual([0, 1, 3, 5, 7, 9]);
  });

  it('stays where it steps and cuts other dimensions too', async () => {
    const both = sliced(
      (net, x) => net.node('Slice', [x, net.ints([0, 1]), net.ints([12, 3]), net.ints([2, 1]), net.ints([2, 1])]),
      6,
      ['N', 4, 5],
    );
    expect((await expectExactRemoval(both)).frozen).toMatchObject({ wide: 'pruneGroups.shape-stepped' });
  });

  it('leaves the channels alone where it cuts another dimension, also one whose ends are computed', async () => {
    const steps = sliced(
      (net, x) =>
        net.node('Slice', [x, net.ints([0]), net.node('Sub', [net.size(x, 1), net.ints([1])]), net.ints([1])]),
      12,
      ['N', 4, 5],
    );
    expect((await expectExactRemoval(steps)).groups).toEqual(['wide: 12']);
  });

  it('stays where ends along channels are computed', async () => {
    const build = sliced((net, x) => {
      const half = net.node('Div', [net.size(x, 1), net.ints([2])]);
      return net.node('Slice', [x, net.ints([0]), half, net.ints([1])]);
    }, 6);
    expect((await expectExactRemoval(build)).frozen).toMatchObject({ wide: 'pruneGroups.shape-computed-positions' });
  });
});
