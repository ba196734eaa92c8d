import { describe, expect, it } from 'vitest';
import { ints } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, SmallNet } from '../testing/smallNet.ts';

/** A row of channels that every step of a sequence gets. */
function repeated(repeat: (net: SmallNet, row: string, x: string) => string): () => Model {
  return () => {
    const net = new SmallNet();
    const x = net.input('x', ['N', 'L', 5]);
    const row = net.node('ReduceMean', [net.relu(net.linear('row', x, 5, 6))], { axes: ints([1]) });
    return net.end(net.relu(net.node('Add', [repeat(net, row, x), net.linear('steps', x, 5, 6)])), 6);
  };
}

const sizes = [
  { N: 2, L: 4 },
  { N: 1, L: 3 },
] as const;

describe('Expand and Tile', () => {
  it.each<[string, (net: SmallNet, row: string, x: string) => string]>([
    [
      'to computed sizes',
      (net, row, x) => net.node('Expand', [row, net.concat([net.size(x, 0), net.size(x, 1), net.ints([6])], 0)]),
    ],
    [
      'to sizes that keep what is there',
      (net, row, x) => net.node('Expand', [row, net.concat([net.ints([1]), net.size(x, 1), net.ints([1])], 0)]),
    ],
    [
      'by counts',
      (net, row, x) => net.node('Tile', [row, net.concat([net.ints([1]), net.size(x, 1), net.ints([1])], 0)]),
    ],
  ])('keep the channels that they repeat along another dimension: %s', async (_, repeat) => {
    expect((await expectExactRemoval(repeated(repeat), { sizes })).groups).toEqual(['row steps: 6']);
  });

  it('copies of channels go together', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const wide = net.relu(net.linear('wide', net.input('x', ['N', 5]), 5, 4));
      return net.end(net.node('Tile', [wide, net.ints([1, 3])]), 12);
    };
    const { groups, pruned } = await expectExactRemoval(build);
    expect(groups).toEqual(['wide: 4']);
    expect(integersAt(pruned, 'Tile', 1)).toEqual([1, 3]);
  });

  it.each(['Expand', 'Tile'])('%s makes as many copies of one number as are left', async (operator) => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.input('x', ['N', 5]);
      const level = net.linear('level', x, 5, 1);
      const many = net.node(operator, [level, net.ints([1, 6])]);
      return net.end(net.relu(net.node('Add', [many, net.linear('wide', x, 5, 6)])), 6);
    };
    const { groups, pruned } = await expectExactRemoval(build, { sizes: [{ N: 2 }, { N: 1 }] });
    expect(groups).toEqual(['wide: 6']);
    expect(integersAt(pruned, operator, 1)).toEqual([1, 3]);
  });
});
