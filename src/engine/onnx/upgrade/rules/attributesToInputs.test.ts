import Long from 'long';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { expectSameUpgraded } from '../../../../../test/fixtures/upgraded.ts';
import { type AttributeValue, int, ints, text } from '../../attributes.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

function single(operator: string, opset: number, attributes: Attributes, dims: readonly number[], outputs = 1) {
  const net = new ModelBuilder({ opset });
  const written = net.nodeWith(outputs, operator, [net.input('x', dims)], attributes);
  for (const output of written) net.output(output);
  return net.build();
}

describe('Slice', () => {
  it.each<readonly [string, Attributes]>([
    ['without axes', { starts: ints([1, 0]), ends: ints([3, 2]) }],
    ['from the end', { starts: ints([-2]), ends: ints([-1]), axes: ints([2]) }],
    ['to the end, in 64 bits', { starts: ints([1]), ends: ints([Long.MAX_VALUE]), axes: ints([1]) }],
    ['to the end, in 32 bits', { starts: ints([1]), ends: ints([2 ** 31 - 1]), axes: ints([1]) }],
    ['from before the start', { starts: ints([Long.MIN_VALUE]), ends: ints([2]), axes: ints([0]) }],
  ])('%s', async (_, attributes) => {
    await expectSameUpgraded(single('Slice', 7, attributes, [4, 3, 5]));
  });
});

describe('TopK', () => {
  it.each([7, 9])('from %i', async (opset) => {
    const net = new ModelBuilder({ opset });
    const [values, indices] = net.nodeWith(2, 'TopK', [net.input('x', [3, 7])], { k: int(4), axis: int(1) });
    await expectSameUpgraded(net.output(values!).output(indices!, undefined, 'int64').build());
  });
});

describe('Squeeze and Unsqueeze', () => {
  it.each([7, 11])('named axes from %i', async (opset) => {
    await expectSameUpgraded(single('Squeeze', opset, { axes: ints([0, 2]) }, [1, 3, 1, 1]));
    await expectSameUpgraded(single('Unsqueeze', opset, { axes: ints([0, 3]) }, [3, 2]));
  });
  it('all axes of size 1', async () => {
    const upgraded = await expectSameUpgraded(single('Squeeze', 7, {}, [1, 3, 1]));
    expect([...upgraded.graph.nodes][0]!.input.length).toBe(1);
  });
  it('axes from the end', async () => {
    await expectSameUpgraded(single('Unsqueeze', 11, { axes: ints([-1]) }, [3, 2]));
  });
});

describe('Split', () => {
  it.each([7, 11])('sizes from %i', async (opset) => {
    await expectSameUpgraded(single('Split', opset, { split: ints([1, 3, 2]), axis: int(1) }, [2, 6], 3));
  });
  it.each([7, 13])('equal parts from %i', async (opset) => {
    await expectSameUpgraded(single('Split', opset, { axis: int(1) }, [2, 6], 3));
  });
});

const reductions = ['L1', 'L2', 'LogSum', 'LogSumExp', 'Max', 'Mean', 'Min', 'Prod', 'Sum', 'SumSquare'];
describe.each(reductions)('Reduce%s', (name) => {
  const dims = [2, 3, 4];
  it.each<readonly [string, Attributes]>([
    ['over named axes', { axes: ints([0, 2]) }],
    ['over all axes', {}],
    ['over an empty list, which is all', { axes: ints([]) }],
    ['without the dimension', { axes: ints([1]), keepdims: int(0) }],
  ])('%s', async (_, attributes) => {
    const net = new ModelBuilder({ opset: 7 });
    const positive = net.node('Exp', [net.input('x', dims)]);
    await expectSameUpgraded(net.output(net.node(`Reduce${name}`, [positive], attributes)).build(), {
      tolerance: 1e-6,
    });
  });
  it('from the end', async () => {
    const net = new ModelBuilder({ opset: 11 });
    const positive = net.node('Exp', [net.input('x', dims)]);
    const reduced = net.node(`Reduce${name}`, [positive], { axes: ints([-1]) });
    await expectSameUpgraded(net.output(reduced).build(), { tolerance: 1e-6 });
  });
});

describe('DFT', () => {
  it.each([undefined, 1, 2])('axis %s', async (axis) => {
    const attributes = axis === undefined ? {} : { axis: int(axis) };
    await expectSameUpgraded(single('DFT', 17, attributes, [2, 5, 4, 1]), { tolerance: 1e-6 });
  });
  it('with a length', async () => {
    const net = new ModelBuilder({ opset: 17 });
    const length = net.constant('int64', [], BigInt64Array.of(8n));
    const spectrum = net.node('DFT', [net.input('x', [2, 5, 1]), length], { onesided: int(1) });
    await expectSameUpgraded(net.output(spectrum).build(), { tolerance: 1e-6 });
  });
});

describe('GridSample', () => {
  it.each([undefined, 'bilinear', 'bicubic', 'nearest'])('%s', async (mode) => {
    const net = new ModelBuilder({ opset: 16 });
    const grid = net.uniform([2, 3, 4, 2], -1, 1);
    const attributes = mode === undefined ? {} : { mode: text(mode) };
    await expectSameUpgraded(
      net.output(net.node('GridSample', [net.input('x', [2, 3, 5, 6]), grid], attributes)).build(),
    );
  });
});
