import { expect, it } from 'vitest';
import { int } from '../../../onnx/attributes.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

/** A convolution of 8 channels, what is made of them, and a last one. */
const withChannels = (make: (net: SmallNet, x: string, other: () => string) => string) =>
  expectExactRemoval(() => {
    const net = new SmallNet({ opset: 18 });
    const input = net.input('x', ['N', 3, 4, 4]);
    const other = () => net.conv('second', input, 3, 8);
    return net.endPicture(make(net, net.conv('first', input, 3, 8), other), 8);
  });

it.each(['Add', 'Sub', 'Mul', 'Max', 'Min', 'Mean', 'Sum'])('%s ties what it computes with', async (operator) => {
  const { groups } = await withChannels((net, x, other) => net.node(operator, [x, other()]));
  expect(groups).toEqual(['first second: 8']);
});

it.each([
  ['Add', [8, 1, 1]],
  ['Sub', [1, 8, 4, 4]],
  ['Mul', [8, 1, 1]],
  ['Div', [8, 1, 1]],
  ['Max', [8, 4, 1]],
  ['Min', [1]],
  ['Add', [4, 4]],
])('%s cuts a constant of shape %s', async (operator, shape) => {
  for (const turned of [false, true]) {
    const { groups } = await withChannels((net, x) => {
      const operands = [x, net.uniform(shape, 0.5, 1.5)];
      // Quotients by what is zero without its channel are not finite.
      return net.node(operator, turned && operator !== 'Div' ? operands.toReversed() : operands);
    });
    expect(groups).toEqual(['first: 8']);
  }
});

it('leaves channels alone that something is divided by', async () => {
  const { groups, frozen } = await withChannels((net, x, other) => net.node('Div', [other(), x]));
  expect(groups).toEqual([]);
  expect(frozen).toMatchObject({ first: 'pruneGroups.not-finite', second: 'pruneGroups.not-finite' });
});

it('divides by channels that are not zero without their weights', async () => {
  const { groups } = await withChannels((net, x, other) => net.node('Div', [other(), net.node('Exp', [x])]));
  expect(groups).toEqual(['first second: 8']);
});

it('takes powers with exponents of the file', async () => {
  const { groups } = await withChannels((net, x) => net.node('Pow', [x, net.scalar(2)]));
  expect(groups).toEqual(['first: 8']);
  const { frozen } = await withChannels((net, x) => net.node('Pow', [net.relu(x), net.scalar(-1)]));
  expect(frozen).toMatchObject({ first: 'pruneGroups.not-finite' });
});

it.each(['Log', 'Reciprocal'])('%s is left alone where its channels become zero', async (operator) => {
  const { frozen } = await withChannels((net, x) => net.node(operator, [net.node('Abs', [x])]));
  expect(frozen).toMatchObject({ first: 'pruneGroups.not-finite' });
  const { groups } = await withChannels((net, x) => net.node(operator, [net.node('Softplus', [x])]));
  expect(groups).toEqual(['first: 8']);
});

it('chooses between channels by conditions on them', async () => {
  const { groups } = await withChannels((net, x, other) => {
    const limits = net.uniform([8, 1, 1], -1, 1);
    return net.node('Where', [net.node('Greater', [x, limits]), other(), net.scalar(1)]);
  });
  expect(groups).toEqual(['first second: 8']);
});

it('takes slopes along with channels', async () => {
  for (const shape of [[8, 1, 1], [1]]) {
    const { groups } = await withChannels((net, x) => net.node('PRelu', [x, net.uniform(shape, 0, 1)]));
    expect(groups).toEqual(['first: 8']);
  }
});

it('gates channels by numbers that are computed from them', async () => {
  const { groups } = await withChannels((net, x) => {
    const pooled = net.node('GlobalAveragePool', [x]);
    const gate = net.conv('gate', net.relu(net.conv('squeeze', pooled, 8, 4)), 4, 8);
    return net.node('Mul', [net.node('HardSigmoid', [gate]), x]);
  });
  expect(groups).toEqual(['first gate: 8', 'squeeze: 4']);
});

it.each(['Relu', 'Sigmoid', 'Softplus', 'Erf', 'Cos', 'HardSwish', 'Elu', 'Dropout', 'Identity'])(
  '%s passes channels on, whatever it makes of zero',
  async (operator) => {
    const { groups } = await withChannels((net, x) => net.node(operator, [x]));
    expect(groups).toEqual(['first: 8']);
  },
);

it('clips and casts', async () => {
  const { groups } = await withChannels((net, x) => {
    const clipped = net.node('Clip', [x, net.scalar(0.1), net.scalar(6)]);
    return net.node('Cast', [net.node('Cast', [clipped], { to: int(11) })], { to: int(1) });
  });
  expect(groups).toEqual(['first: 8']);
});
