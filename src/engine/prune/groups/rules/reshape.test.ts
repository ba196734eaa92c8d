import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, SmallNet } from '../testing/smallNet.ts';

const picture = ['N', 3, 4, 4] as const;

function flattened(flatten: (net: SmallNet, x: string) => string): () => Model {
  return () => {
    const net = new SmallNet();
    const features = net.relu(net.conv('conv', net.input('x', picture), 3, 6));
    const flat = flatten(net, features);
    const hidden = net.node('Gemm', [flat, net.matrix(96, 5), net.bias(5)], {}, { name: 'gemm' });
    return net.end(net.relu(hidden), 5);
  };
}

/** A ShuffleNet unit: grouped convolution, shuffle, depthwise, grouped convolution, residual (Zhang et al., 2018). */
function shuffleNet(): Model {
  const net = new SmallNet();
  const stem = net.relu(net.conv('stem', net.input('x', picture), 3, 12));
  const squeezed = net.relu(net.conv('squeeze', stem, 12, 12, 2));
  const split = net.reshape(squeezed, [0, 2, 6, 4, 4]);
  const turned = net.node('Transpose', [split], { perm: ints([0, 2, 1, 3, 4]) });
  const shuffled = net.reshape(turned, [0, -1, 4, 4]);
  const filtered = net.conv('depthwise', shuffled, 12, 12, 12);
  return net.endPicture(net.node('Add', [net.conv('expand', filtered, 12, 12, 2), stem]), 12);
}

/** PixelShuffle in plain operators, as exporters wrote it before DepthToSpace. */
function pixelShuffle(): Model {
  const net = new SmallNet();
  const deep = net.conv('deep', net.input('x', [1, 3, 4, 4]), 3, 5 * 4);
  const split = net.reshape(deep, [1, 5, 2, 2, 4, 4]);
  const turned = net.node('Transpose', [split], { perm: ints([0, 1, 4, 2, 5, 3]) });
  return net.endPicture(net.relu(net.reshape(turned, [1, 5, 8, 8])), 5);
}

/** Group norm as exporters write it for opsets without one. */
function groupNorm(): Model {
  const net = new SmallNet();
  const features = net.conv('conv', net.input('x', picture), 3, 12);
  const grouped = net.reshape(features, [0, 4, -1]);
  const ones = net.constant('float32', [4], new Float32Array(4).fill(1));
  const zeros = net.constant('float32', [4], new Float32Array(4));
  const normed = net.reshape(net.node('InstanceNormalization', [grouped, ones, zeros]), net.node('Shape', [features]));
  return net.endPicture(net.relu(normed), 12);
}

describe('Reshape and Flatten', () => {
  it.each([
    ['Flatten', (net: SmallNet, x: string) => net.node('Flatten', [x], { axis: int(1) })],
    ['Reshape with -1', (net: SmallNet, x: string) => net.reshape(x, [0, -1])],
    ['Reshape with sizes', (net: SmallNet, x: string) => net.reshape(x, [-1, 96])],
    ['two in a row', (net: SmallNet, x: string) => net.reshape(net.reshape(x, [0, 0, 16]), [0, 96])],
    ['a computed batch', (net: SmallNet, x: string) => net.reshape(x, net.concat([net.size(x, 0), net.ints([96])], 0))],
  ])('a channel takes all its pixels along: %s', async (_, flatten) => {
    const sizes = [{ N: 2 }, { N: 3 }] as const;
    const { groups } = await expectExactRemoval(flattened(flatten), { sizes });
    expect(groups).toEqual(['conv: 6', 'gemm: 5']);
  });

  it('channels-last channels are the inner part', async () => {
    const last = (net: SmallNet, x: string) =>
      net.reshape(net.node('Transpose', [x], { perm: ints([0, 2, 3, 1]) }), [-1, 96]);
    expect((await expectExactRemoval(flattened(last))).groups).toEqual(['conv: 6', 'gemm: 5']);
  });

  it('a shuffle lets all groups lose the same channels', async () => {
    for (const attention of ['heads', 'head-size'] as const) {
      const { groups, pruned } = await expectExactRemoval(shuffleNet, { attention, sizes: [{ N: 1 }, { N: 2 }] });
      // The second convolution has two groups as well: each unit is two channels of each group.
      expect(groups).toEqual(['stem expand: 6', 'squeeze depthwise: 3']);
      expect(integersAt(pruned, 'Reshape', 1)).toEqual([0, 2, 4, 4, 4]);
    }
  });

  it('a channel takes the pixels along that it becomes', async () => {
    for (const attention of ['heads', 'head-size'] as const)
      expect((await expectExactRemoval(pixelShuffle, { attention })).groups).toEqual(['deep: 5']);
  });

  it('a norm over groups loses whole groups', async () => {
    expect((await expectExactRemoval(groupNorm, { sizes: [{ N: 2 }, { N: 1 }] })).groups).toEqual(['conv: 4']);
  });

  it('sizes that do not divide each other stay', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.linear('uneven', net.input('x', ['N', 2, 5]), 5, 6);
      return net.end(net.relu(net.reshape(x, [-1, 3, 4])), 4);
    };
    const { groups, frozen } = await expectExactRemoval(build);
    expect(groups).toEqual([]);
    expect(frozen).toMatchObject({ uneven: 'pruneGroups.shape-uneven' });
  });

  it('a size that is computed from something else stays', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const features = net.conv('conv', net.input('x', picture), 3, 6);
      const root = net.node('Sqrt', [net.scalar(36)]);
      const count = net.node(
        'Cast',
        [
          net.node('Add', [
            root,
            net.node('ReduceMax', [net.node('Mul', [features, net.scalar(0)])], { keepdims: int(0) }),
          ]),
        ],
        { to: int(7) },
      );
      const sizes = net.concat([net.ints([0]), net.node('Unsqueeze', [count, net.ints([0])]), net.ints([-1])], 0);
      const apart = net.reshape(features, sizes);
      return net.endPicture(net.relu(net.reshape(apart, [0, 6, 4, 4])), 6);
    };
    const { frozen } = await expectExactRemoval(build);
    expect(frozen).toMatchObject({ conv: expect.stringMatching(/across|shape-unknown-size/) as string });
  });
});
