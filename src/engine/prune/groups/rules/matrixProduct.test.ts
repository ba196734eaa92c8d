import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../onnx/attributes.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

describe('MatMul', () => {
  it('takes columns of a weight on the right, and rows of the next', async () => {
    const { groups, frozen } = await expectExactRemoval(() => {
      const net = new SmallNet();
      return net.end(net.relu(net.linear('first', net.input('x', ['N', 4, 5]), 5, 8)), 8);
    });
    expect(groups).toEqual(['first: 8']);
    expect(frozen).toEqual({ last: 'pruneGroups.output' });
  });

  it('takes rows of a weight on the left', async () => {
    const { groups } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const x = net.input('x', [2, 5, 4]);
      const first = net.node('MatMul', [net.weight([8, 5]), x], {}, { name: 'first' });
      const shifted = net.node('Sigmoid', [net.node('Add', [first, net.uniform([8, 1], -1, 1)])]);
      return net.output(net.node('MatMul', [net.weight([3, 8]), shifted])).build();
    });
    expect(groups).toEqual(['first: 8']);
  });

  it('takes batches of a weight, where each has its own', async () => {
    const { groups } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const x = net.input('x', [1, 4, 5]);
      const each = net.node('MatMul', [x, net.weight([6, 5, 7])], {}, { name: 'each' });
      const joined = net.node('MatMul', [each, net.weight([6, 7, 3])], {}, { name: 'joined' });
      const last = net.node('Transpose', [joined], { perm: ints([1, 2, 0]) });
      return net.end(last, 6);
    });
    expect(groups).toEqual(['each: 7', 'each joined: 6']);
  });

  it('multiplies vectors', async () => {
    const { groups } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const first = net.node('MatMul', [net.input('x', [5]), net.matrix(5, 8)], {}, { name: 'first' });
      const second = net.node('MatMul', [net.weight([6, 8]), net.relu(first)], {}, { name: 'second' });
      return net.output(net.node('MatMul', [net.relu(second), net.matrix(6, 2)])).build();
    });
    expect(groups).toEqual(['first: 8', 'second: 6']);
  });

  it.each([
    ['both are', ['Relu', 'Identity'], true],
    ['one is', ['Sigmoid', 'Tanh'], true],
    ['none is', ['Sigmoid', 'Cos'], false],
  ])('sums over products of computed tensors only if one is zero where its parameters are: %s', async (_, of, free) => {
    const { groups, frozen } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const x = net.input('x', ['N', 4, 5]);
      const [query, key] = of.map((operator, place) => net.node(operator, [net.linear(`${place}`, x, 5, 8)]));
      const turned = net.node('Transpose', [key!], { perm: ints([0, 2, 1]) });
      return net.output(net.node('MatMul', [query!, turned])).build();
    });
    expect(groups).toEqual(free ? ['0 1: 8'] : []);
    expect(frozen).toEqual(free ? {} : { 0: 'pruneGroups.not-zero', 1: 'pruneGroups.not-zero' });
  });
});

describe('Gemm', () => {
  it.each([
    [0, 0, [8]],
    [0, 1, [1, 8]],
    [1, 0, [3, 8]],
    [1, 1, [3, 1]],
  ])('takes columns, transposed or not: transA %d, transB %d, bias %s', async (transA, transB, biasShape) => {
    const { groups } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const x = net.input('x', transA === 1 ? [5, 3] : [3, 5]);
      const attributes = { transA: int(transA), transB: int(transB) };
      const weight = net.weight(transB === 1 ? [8, 5] : [5, 8]);
      const inputs = [x, weight, net.uniform(biasShape, -1, 1)];
      return net.end(net.relu(net.node('Gemm', inputs, attributes, { name: 'first' })), 8);
    });
    expect(groups).toEqual(['first: 8']);
  });

  it('takes rows of a weight on the left', async () => {
    const { groups } = await expectExactRemoval(() => {
      const net = new SmallNet();
      const inputs = [net.weight([5, 8]), net.input('x', [5, 4]), net.uniform([8, 1], -1, 1)];
      const first = net.node('Gemm', inputs, { transA: int(1) }, { name: 'first' });
      return net.output(net.node('Gemm', [net.weight([3, 8]), net.relu(first)])).build();
    });
    expect(groups).toEqual(['first: 8']);
  });
});
