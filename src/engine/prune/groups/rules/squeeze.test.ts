import { describe, expect, it } from 'vitest';
import { ints } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { outputsOf, seededFeeds } from '../../../../../test/fixtures/computes.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, SmallNet } from '../testing/smallNet.ts';

/** Pooled features, without the dimensions of the picture. */
function pooled(opset: number, squeeze: (net: SmallNet, x: string) => string): () => Model {
  return () => {
    const net = new SmallNet({ opset });
    const features = net.relu(net.conv('conv', net.input('x', [2, 3, 4, 4]), 3, 4));
    const flat = squeeze(net, net.node('GlobalAveragePool', [features]));
    return net.end(net.relu(net.linear('hidden', flat, 4, 5)), 5);
  };
}

describe('Squeeze and Unsqueeze', () => {
  it.each<[string, number, (net: SmallNet, x: string) => string]>([
    ['axes as an input', 13, (net, x) => net.node('Squeeze', [x, net.ints([2, -1])])],
    ['axes as an attribute', 11, (net, x) => net.node('Squeeze', [x], { axes: ints([-2, 3]) })],
    ['all dimensions of 1', 13, (net, x) => net.node('Squeeze', [x])],
    [
      'back and forth',
      13,
      (net, x) => {
        const wide = net.node('Unsqueeze', [net.node('Squeeze', [x, net.ints([2, 3])]), net.ints([0, -1])]);
        return net.node('Squeeze', [wide, net.ints([0, 3])]);
      },
    ],
  ])('keep the other dimensions in order: %s', async (_, opset, squeeze) => {
    expect((await expectExactRemoval(pooled(opset, squeeze))).groups).toEqual(['conv: 4', 'hidden: 5']);
  });

  it('a Squeeze of all dimensions of 1 does not take the last channel along', async () => {
    const { prune } = await expectExactRemoval(pooled(13, (net, x) => net.node('Squeeze', [x])));
    const model = prune([0, 1, 3]);
    expect(integersAt(model, 'Squeeze', 1)).toEqual([2, 3]);
    expect([...(await outputsOf(model, seededFeeds(model))).values()][0]?.dims).toEqual([2, 3]);
  });
});
