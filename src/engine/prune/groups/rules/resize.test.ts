import { describe, expect, it } from 'vitest';
import { floats, ints, text } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, SmallNet } from '../testing/smallNet.ts';

type Resizing = (net: SmallNet, x: string) => string;

function resized(opset: number, resize: Resizing): () => Model {
  return () => {
    const net = new SmallNet({ opset });
    const features = net.relu(net.conv('conv', net.input('x', ['N', 3, 4, 4]), 3, 6));
    return net.endPicture(net.relu(resize(net, features)), 6);
  };
}

const nearest = { mode: text('nearest') };
const factors = [1, 1, 2, 2];

function scales(net: SmallNet): string {
  return net.constant('float32', [4], Float32Array.from(factors));
}

describe('Resize', () => {
  it.each<[string, number, Resizing]>([
    ['Upsample', 9, (net, x) => net.node('Upsample', [x, scales(net)], nearest)],
    ['Upsample with an attribute', 8, (net, x) => net.node('Upsample', [x], { ...nearest, scales: floats(factors) })],
    ['scales of opset 10', 10, (net, x) => net.node('Resize', [x, scales(net)], nearest)],
    ['scales', 13, (net, x) => net.node('Resize', [x, '', scales(net)], nearest)],
    ['sizes', 13, (net, x) => net.node('Resize', [x, '', '', net.ints([2, 6, 8, 7])], nearest)],
    [
      'computed sizes',
      13,
      (net, x) => {
        const front = net.node('Slice', [net.node('Shape', [x]), net.ints([0]), net.ints([2]), net.ints([0])]);
        return net.node('Resize', [x, '', '', net.concat([front, net.ints([8, 8])], 0)], nearest);
      },
    ],
    [
      'sizes of some dimensions',
      18,
      (net, x) => net.node('Resize', [x, '', '', net.ints([7, 7])], { ...nearest, axes: ints([2, 3]) }),
    ],
  ])('keeps channels apart: %s', async (_, opset, resize) => {
    expect((await expectExactRemoval(resized(opset, resize), { sizes: [{ N: 2 }] })).groups).toEqual(['conv: 6']);
  });

  it('has the number of channels that are left among its sizes', async () => {
    const { pruned } = await expectExactRemoval(
      resized(13, (net, x) => net.node('Resize', [x, '', '', net.ints([2, 6, 8, 8])], nearest)),
    );
    expect(integersAt(pruned, 'Resize', 3)).toEqual([2, 3, 8, 8]);
  });

  it('keeps channels that it stretches', async () => {
    const stretched = (net: SmallNet, x: string) =>
      net.node('Slice', [
        net.node('Resize', [x, '', '', net.ints([2, 12, 4, 4])], nearest),
        net.ints([0]),
        net.ints([6]),
        net.ints([1]),
      ]);
    expect((await expectExactRemoval(resized(13, stretched))).frozen).toMatchObject({
      conv: 'pruneGroups.shape-resized',
    });
  });
});
