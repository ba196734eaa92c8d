import { describe, expect, it } from 'vitest';
import { ints, intsAttribute, tensorValue, text } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, SmallNet } from '../testing/smallNet.ts';

type Padding = (net: SmallNet, x: string) => string;

/** A residual whose shortcut gets more channels, as in ResNets for CIFAR-10 (He et al., 2015, option A). */
function widened(opset: number, pad: Padding): () => Model {
  return () => {
    const net = new SmallNet({ opset });
    const x = net.input('x', ['N', 3, 4, 4]);
    const shortcut = pad(net, net.conv('narrow', x, 3, 4));
    return net.endPicture(net.relu(net.node('Add', [net.conv('wide', x, 3, 8), shortcut])), 8);
  };
}

const pads = [0, 1, 0, 0, 0, 3, 0, 0];

describe('Pad', () => {
  it.each<[string, number, Padding]>([
    ['as an attribute', 9, (net, x) => net.node('Pad', [x], { pads: ints(pads) })],
    ['as an input', 13, (net, x) => net.node('Pad', [x, net.ints(pads)])],
    ['of some dimensions', 18, (net, x) => net.node('Pad', [x, net.ints([1, 3]), '', net.ints([1])])],
  ])('puts as many channels beside others as are left there: %s', async (_, opset, pad) => {
    const { groups, pruned, prune } = await expectExactRemoval(widened(opset, pad), { sizes: [{ N: 1 }, { N: 2 }] });
    expect(groups).toEqual(['narrow wide: 4', 'wide: 4']);
    const numbers = (model: Model) =>
      integersAt(model, 'Pad', 1) ??
      intsAttribute(
        [...model.graph.nodes].find((node) => node.opType === 'Pad')!,
        'pads',
      )!;
    const along = (model: Model) => numbers(model).filter((count) => count > 0);
    expect(along(pruned)).toEqual([2]);
    expect(along(prune([], [3]))).toEqual([1, 2]);
  });

  it('takes off as many channels as are left of those', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const wide = net.relu(net.conv('wide', net.input('x', ['N', 3, 4, 4]), 3, 8));
      return net.endPicture(net.node('Pad', [wide, net.ints([0, -2, 0, 0, 0, -3, 1, 1])]), 3);
    };
    const { groups, prune } = await expectExactRemoval(build);
    expect(groups).toEqual(['wide: 5', 'wide: 3']);
    expect(integersAt(prune([0, 4]), 'Pad', 1)).toEqual([0, -1, 0, 0, 0, -2, 1, 1]);
  });

  it('leaves channels alone that it does not pad, however it pads the others', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const wide = net.conv('wide', net.input('x', ['N', 3, 4, 4]), 3, 8);
      const padded = net.node('Pad', [wide, net.ints([0, 0, 1, 1, 0, 0, 1, 1])], { mode: text('reflect') });
      return net.endPicture(net.relu(padded), 8);
    };
    expect((await expectExactRemoval(build)).groups).toEqual(['wide: 8']);
  });

  it('knows pads that are computed of constants', async () => {
    const computed = widened(13, (net, x) => {
      const zeros = net.node('ConstantOfShape', [net.ints([2])], {
        value: tensorValue(net.model.tensor('zero', 'int64', [1], BigInt64Array.of(0n))),
      });
      return net.node('Pad', [x, net.concat([net.ints([0, 1]), zeros, net.ints([0, 3]), zeros], 0)]);
    });
    expect((await expectExactRemoval(computed)).groups).toEqual(['narrow wide: 4', 'wide: 4']);
  });

  it('keeps channels that it mirrors', async () => {
    const mirrored = widened(13, (net, x) =>
      net.node('Pad', [x, net.ints([0, 2, 0, 0, 0, 2, 0, 0])], { mode: text('reflect') }),
    );
    expect((await expectExactRemoval(mirrored)).frozen).toMatchObject({ narrow: 'pruneGroups.shape-filled' });
  });
});
