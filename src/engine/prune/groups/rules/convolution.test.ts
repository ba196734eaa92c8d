import { expect, it } from 'vitest';
import { int, intAttribute } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

const picture = ['N', 3, 5, 5] as const;

it('takes filters, biases and what the next layer makes of them', async () => {
  const { groups, frozen, pruned } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.conv('first', net.input('x', picture), 3, 8);
    return net.endPicture(net.relu(x), 8);
  });
  expect(groups).toEqual(['first: 8']);
  expect(frozen).toEqual({ last: 'pruneGroups.output' });
  expect(weightShapes(pruned)).toEqual([
    [4, 3, 1, 1],
    [3, 4, 1, 1],
  ]);
});

it('takes the same channels out of all branches of a residual', async () => {
  const { groups } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.conv('first', net.input('x', picture), 3, 8);
    const inner = net.conv('inner', net.relu(x), 8, 4);
    return net.endPicture(net.node('Add', [net.conv('outer', net.relu(inner), 4, 8), x]), 8);
  });
  expect(groups).toEqual(['first outer: 8', 'inner: 4']);
});

it('takes the same of its own channels from every group', async () => {
  const { groups, pruned } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.conv('first', net.input('x', picture), 3, 12);
    return net.endPicture(net.conv('grouped', net.relu(x), 12, 6, 3), 6);
  });
  // Units of the first have three channels each, one of each group; so have those of the second.
  expect(groups).toEqual(['first: 4', 'grouped: 2']);
  expect(groupCount(pruned, 'grouped')).toBe(3);
  expect(weightShapes(pruned)[1]).toEqual([3, 2, 1, 1]);
});

it.each([
  ['depthwise', 6, 6, 6, 'first grouped: 6', 3],
  ['depthwise with a multiplier', 6, 18, 6, 'first grouped: 6', 3],
  ['groups of one output', 12, 4, 4, 'first grouped: 4', 2],
])('takes whole groups: %s', async (_, inputs, outputs, count, expected, left) => {
  const { groups, pruned } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.conv('first', net.input('x', picture), 3, inputs);
    return net.endPicture(net.conv('grouped', net.node('Sigmoid', [x]), inputs, outputs, count), outputs);
  });
  expect(groups).toEqual([expected]);
  expect(groupCount(pruned, 'grouped')).toBe(left);
});

it.each([
  ['without groups', 6, 8, 1, ['first: 6', 'turned: 8']],
  ['with groups', 6, 12, 3, ['first: 2', 'turned: 4']],
  ['depthwise', 6, 6, 6, ['first turned: 6']],
  ['depthwise with a multiplier', 6, 12, 6, ['first turned: 6']],
  ['groups of one output', 12, 4, 4, ['first turned: 4']],
])('treats transposed convolutions alike: %s', async (_, inputs, outputs, count, expected) => {
  const { groups } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.node('Tanh', [net.conv('first', net.input('x', picture), 3, inputs)]);
    const weight = net.weight([inputs, outputs / count, 2, 2]);
    const attributes = { group: int(count) };
    const turned = net.node('ConvTranspose', [x, weight, net.bias(outputs)], attributes, { name: 'turned' });
    return net.endPicture(turned, outputs);
  });
  expect(groups).toEqual(expected);
});

it('leaves channels alone whose weights are computed', async () => {
  const { groups, frozen } = await expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.conv('first', net.input('x', picture), 3, 8);
    const weight = net.input('weight', [4, 8, 1, 1]);
    return net.endPicture(net.node('Conv', [x, weight]), 4);
  });
  expect(groups).toEqual([]);
  expect(frozen).toEqual({ first: 'pruneGroups.computed-weight', last: 'pruneGroups.output' });
});

function weightShapes(model: Model): readonly (readonly number[])[] {
  return [...model.graph.nodes]
    .filter(({ opType }) => opType === 'Conv')
    .map(({ input }) => model.constantHeader(model.graph, input[1]!)!.dims);
}

function groupCount(model: Model, name: string): number | undefined {
  const node = [...model.graph.nodes].find((each) => each.name === name);
  return node && intAttribute(node, 'group');
}
