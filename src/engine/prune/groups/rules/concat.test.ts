import { describe, expect, it } from 'vitest';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

/** Every layer reads all that were before it (Huang et al., 2017). */
function denseBlock(): Model {
  const net = new SmallNet();
  const stem = net.relu(net.conv('stem', net.input('x', ['N', 3, 4, 4]), 3, 6));
  const first = net.relu(net.conv('first', stem, 6, 4));
  const second = net.relu(net.conv('second', net.concat([stem, first], 1), 10, 4));
  const all = net.concat([stem, first, second], -3);
  return net.endPicture(net.relu(net.conv('transition', all, 14, 5)), 5);
}

describe('Concat', () => {
  it('lets each part lose channels, which all later layers then do not read', async () => {
    const { groups } = await expectExactRemoval(denseBlock, { sizes: [{ N: 1 }, { N: 2 }] });
    expect(groups).toEqual(['stem: 6', 'first: 4', 'second: 4', 'transition: 5']);
  });

  it('ties what is added to two parts together', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.input('x', ['N', 3, 4, 4]);
      const parts = net.concat([net.conv('a', x, 3, 4), net.conv('b', x, 3, 2)], 1);
      return net.endPicture(net.relu(net.node('Add', [parts, net.conv('both', x, 3, 6)])), 6);
    };
    expect((await expectExactRemoval(build)).groups).toEqual(['a both: 4', 'b both: 2']);
  });

  it('keeps the channels of a token that stands before a sequence in step', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const steps = net.linear('embed', net.input('x', [1, 5, 3]), 3, 8);
      const token = net.uniform([1, 1, 8], -1, 1);
      return net.end(net.relu(net.concat([token, steps], 1)), 8);
    };
    expect((await expectExactRemoval(build)).groups).toEqual(['embed: 8']);
  });
});
