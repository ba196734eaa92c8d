import { describe, expect, it } from 'vitest';
import { int, ints, intsAttribute } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { integersAt, SmallNet } from '../testing/smallNet.ts';

type Parts = (net: SmallNet, x: string) => readonly string[];

/** One part gates the other. */
function gated(opset: number, parts: Parts): () => Model {
  return () => {
    const net = new SmallNet({ opset });
    const [gate, value] = parts(net, net.linear('wide', net.input('x', ['N', 5]), 5, 12));
    return net.end(net.node('Mul', [net.node('Sigmoid', [gate!]), value!]), 6);
  };
}

/** One half is left as it is, the other computed; then they are shuffled (ShuffleNetV2, Ma et al., 2018). */
function shuffleNetV2(): Model {
  const net = new SmallNet();
  const unit = (name: string, x: string): string => {
    const [kept, taken] = net.nodeWith(2, 'Split', [x], { axis: int(1) });
    const inner = net.relu(net.conv(`${name}.in`, taken!, 4, 4));
    const depthwise = net.conv(`${name}.depthwise`, inner, 4, 4, 4);
    const joined = net.concat([kept!, net.relu(net.conv(`${name}.out`, depthwise, 4, 4))], 1);
    const split = net.reshape(joined, [-1, 2, 4, 4, 4]);
    return net.reshape(net.node('Transpose', [split], { perm: ints([0, 2, 1, 3, 4]) }), [-1, 8, 4, 4]);
  };
  const stem = net.relu(net.conv('stem', net.input('x', ['N', 3, 4, 4]), 3, 8));
  return net.endPicture(unit('second', unit('first', stem)), 8);
}

describe('Split', () => {
  it.each<[string, number, Parts]>([
    ['equal parts', 17, (net, x) => net.nodeWith(2, 'Split', [x], { axis: int(-1) })],
    ['sizes as an input', 17, (net, x) => net.nodeWith(2, 'Split', [x, net.ints([6, 6])], { axis: int(1) })],
    ['sizes as an attribute', 11, (net, x) => net.nodeWith(2, 'Split', [x], { axis: int(1), split: ints([6, 6]) })],
    ['the number of parts', 18, (net, x) => net.nodeWith(2, 'Split', [x], { axis: int(1), num_outputs: int(2) })],
  ])('ties parts that meet again: %s', async (_, opset, parts) => {
    const { groups } = await expectExactRemoval(gated(opset, parts), { sizes: [{ N: 2 }, { N: 1 }] });
    expect(groups).toEqual(['wide: 6']);
  });

  it('has parts of what is left of each', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const wide = net.linear('wide', net.input('x', ['N', 5]), 5, 12);
      const [one, , other] = net.nodeWith(3, 'Split', [wide, net.ints([6, 2, 4])], { axis: int(1) });
      const left = net.linear('left', one!, 6, 4);
      return net.end(net.relu(net.node('Add', [left, net.relu(other!)])), 4);
    };
    const { groups, pruned } = await expectExactRemoval(build);
    expect(groups).toEqual(['wide: 6', 'wide: 2', 'wide left: 4']);
    expect(integersAt(pruned, 'Split', 1)).toEqual([3, 1, 2]);
  });

  it('keeps the form of older opsets', async () => {
    const uneven = gated(11, (net, x) => {
      const [gate, value, rest] = net.nodeWith(3, 'Split', [x], { axis: int(1), split: ints([5, 5, 2]) });
      return [net.concat([gate!, rest!], 1), net.concat([value!, rest!], 1)].map((each) =>
        net.linear('inner', each, 7, 6),
      );
    });
    const { pruned } = await expectExactRemoval(uneven);
    const [split] = [...pruned.graph.nodes].filter(({ opType }) => opType === 'Split');
    expect(intsAttribute(split!, 'split')).toEqual([3, 3, 1]);
    expect(split!.input).toHaveLength(1);
  });

  it('channels stay in step through the units of ShuffleNetV2', async () => {
    const { groups } = await expectExactRemoval(shuffleNetV2, { sizes: [{ N: 1 }, { N: 2 }] });
    expect(groups.length).toBeGreaterThan(2);
    expect(groups).toEqual(expect.arrayContaining(['first.in first.depthwise: 4', 'second.in second.depthwise: 4']));
  });
});
