import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../onnx/attributes.ts';
import { elementTypeCode } from '../../../onnx/elementType.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { operatorsOf, SmallNet } from '../testing/smallNet.ts';

const toFloat = { to: int(elementTypeCode('float32')) };
const sizes = [{ N: 2 }, { N: 3 }, { N: 1 }] as const;

/** A convolution whose channels are flattened to the sizes that a test computes of them, and a layer on that. */
function flattened(target: (net: SmallNet, x: string) => string): () => Model {
  return () => {
    const net = new SmallNet();
    const features = net.relu(net.conv('conv', net.input('x', ['N', 3, 4, 4]), 3, 6));
    return net.end(net.relu(net.linear('hidden', net.reshape(features, target(net, features)), 96, 5)), 5);
  };
}

describe('sizes that are computed', () => {
  it.each<[string, (net: SmallNet, x: string) => string]>([
    ['the product of what is flattened', (net, x) => net.concat([net.size(x, 0), pixels(net, x)], 0)],
    ['a constant for channels among computed sizes', (net, x) => net.concat([net.size(x, 0), net.ints([96])], 0)],
    [
      'a constant within a product',
      (net, x) => {
        const channels = net.node('Mul', [net.ints([6]), net.node('Mul', [net.size(x, 2), net.size(x, 3)])]);
        return net.concat([net.size(x, 0), channels], 0);
      },
    ],
    [
      'all in one product, the batch too',
      (net, x) => {
        const all = net.node('Unsqueeze', [net.node('Size', [x]), net.ints([0])]);
        return net.concat([net.node('Div', [all, net.ints([96])]), net.ints([-1])], 0);
      },
    ],
  ])('are right for all batches: %s', async (_, target) => {
    const { groups } = await expectExactRemoval(flattened(target), { sizes });
    expect(groups).toEqual(['conv: 6', 'hidden: 5']);
  });

  it('several readers of one shape each have their own', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const x = net.input('x', ['N', 5]);
      const target = net.concat([net.size(x, 0), net.ints([4, 3])], 0);
      const halves = ['one', 'other', 'third'].map((name) => net.reshape(net.linear(name, x, 5, 12), target));
      const maxima = halves.map((half, index) =>
        net.node('ReduceMax', [half], { axes: ints([index === 2 ? 1 : 2]), keepdims: int(0) }),
      );
      return net.end(net.relu(net.concat(maxima, 1)), 11);
    };
    const { groups, pruned } = await expectExactRemoval(build, { sizes });
    expect(groups).toEqual(['one: 4', 'other: 4', 'third: 3']);
    // One Concat for each that differs, and the one that joins the results.
    expect(operatorsOf(pruned)).toMatchObject({ Concat: 4 });
  });

  it('numbers that are made of sizes stay what they were', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const hidden = net.relu(net.linear('hidden', net.input('x', ['N', 5]), 5, 8));
      const count = net.node('Cast', [net.size(hidden, 1)], toFloat);
      const sum = net.node('Div', [hidden, net.node('Sqrt', [count])]);
      return net.end(sum, 8);
    };
    expect((await expectExactRemoval(build, { sizes })).groups).toEqual(['hidden: 8']);
  });

  it('numbers that are made of sizes and of the batch stay what they were at every batch', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const hidden = net.relu(net.linear('hidden', net.input('x', ['N', 5]), 5, 8));
      const count = net.node('Cast', [net.node('Size', [hidden])], toFloat);
      return net.end(net.node('Div', [hidden, count]), 8);
    };
    expect((await expectExactRemoval(build, { sizes })).groups).toEqual(['hidden: 8']);
  });

  it('zeros of the size of what they are added to follow it', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const hidden = net.linear('hidden', net.input('x', ['N', 5]), 5, 8);
      const zeros = net.node('ConstantOfShape', [net.concat([net.size(hidden, 0), net.ints([8])], 0)]);
      return net.end(net.relu(net.node('Add', [hidden, zeros])), 8);
    };
    expect((await expectExactRemoval(build, { sizes })).groups).toEqual(['hidden: 8']);
  });

  it('channels stay whose number the model tells', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const hidden = net.relu(net.linear('hidden', net.input('x', ['N', 5]), 5, 8));
      net.output(net.node('Shape', [hidden]), undefined, 'int64');
      return net.end(hidden, 8);
    };
    expect((await expectExactRemoval(build)).frozen).toMatchObject({ hidden: 'pruneGroups.shape-size-output' });
  });
});

function pixels(net: SmallNet, x: string): string {
  const all = net.node('Slice', [net.node('Shape', [x]), net.ints([1]), net.ints([4]), net.ints([0])]);
  return net.node('ReduceProd', [all], { keepdims: int(1), axes: ints([0]) });
}
