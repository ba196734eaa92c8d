import { expect, it } from 'vitest';
import { int, ints } from '../../onnx/attributes.ts';
import { expectExactRemoval } from './testing/exactRemoval.ts';
import { SmallNet } from './testing/smallNet.ts';

type Chain = (net: SmallNet, x: string) => string;

/**
 * Sums over products of two layers' channels: of one nothing is zero, and of the other what the chain makes of it. Then the
 * removal is compared with zeros as parameters, so that a chain that is wrongly held for zero fails.
 */
const productOf = (chain: Chain) =>
  expectExactRemoval(() => {
    const net = new SmallNet();
    const x = net.input('x', [2, 3, 5]);
    const other = net.node('Transpose', [net.node('Sigmoid', [net.linear('other', x, 5, 8)])], {
      perm: ints([0, 2, 1]),
    });
    const product = net.node('MatMul', [chain(net, net.linear('chained', x, 5, 8)), other]);
    return net.output(product).build();
  });

const half: Chain = (net, x) => net.node('Slice', [x, net.ints([0]), net.ints([4]), net.ints([2])]);
const otherHalf: Chain = (net, x) => net.node('Slice', [x, net.ints([4]), net.ints([8]), net.ints([2])]);

const zero: readonly (readonly [string, Chain])[] = [
  ['a layer', (_, x) => x],
  ['a scaled layer', (net, x) => net.node('Mul', [x, net.scalar(0.3)])],
  ['a divided layer', (net, x) => net.node('Div', [x, net.uniform([8], 1, 2)])],
  ['a shifted layer', (net, x) => net.node('Sub', [x, net.bias(8)])],
  ['a gated layer', (net, x) => net.node('Mul', [net.node('Sigmoid', [x]), x])],
  ['a sum of layers', (net, x) => net.node('Add', [net.node('Tanh', [x]), net.linear('more', 'x', 5, 8)])],
  [
    'a rotated layer',
    (net, x) => {
      const turned = net.node('Concat', [net.node('Neg', [otherHalf(net, x)]), half(net, x)], { axis: int(-1) });
      const [cosines, sines] = [net.uniform([3, 8], -1, 1), net.uniform([3, 8], -1, 1)];
      return net.node('Add', [net.node('Mul', [x, cosines]), net.node('Mul', [turned, sines])]);
    },
  ],
];

it.each(zero)('finds that %s is zero without its weights', async (_, chain) => {
  const { groups, frozen } = await productOf(chain);
  expect(groups).toHaveLength(1);
  expect(frozen).toEqual({});
});

const notZero: readonly (readonly [string, Chain])[] = [
  ['what is shifted by a number', (net, x) => net.node('Add', [x, net.scalar(1)])],
  ['a cosine', (net, x) => net.node('Cos', [x])],
  ['a sum with something else', (net, x) => net.node('Add', [net.node('Exp', [net.linear('more', 'x', 5, 8)]), x])],
  ['a constant that is raised to it', (net, x) => net.node('Pow', [net.scalar(2), x])],
  ['what is normalised over tokens', (net, x) => net.node('Softmax', [x], { axis: int(1) })],
];

it.each(notZero)('does not hold %s for zero', async (_, chain) => {
  const { groups, frozen } = await productOf(chain);
  expect(groups).toEqual([]);
  expect(frozen).toMatchObject({ other: 'pruneGroups.not-zero', chained: 'pruneGroups.not-zero' });
});
