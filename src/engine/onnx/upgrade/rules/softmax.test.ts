import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { expectSameUpgraded, operators } from '../../../../../test/fixtures/upgraded.ts';
import { int } from '../../attributes.ts';

describe.each(['Softmax', 'LogSoftmax', 'Hardmax'])('%s', (operator) => {
  it.each([undefined, 0, 1, 2, -1, -2])('axis %s of three', async (axis) => {
    const net = new ModelBuilder({ opset: 11 });
    const x = net.input('x', [2, 3, 4]);
    const model = net.output(net.node(operator, [x], axis === undefined ? {} : { axis: int(axis) })).build();
    const upgraded = await expectSameUpgraded(model, { tolerance: 1e-6 });
    const isLast = axis === 2 || axis === -1;
    expect(operators(upgraded.graph)).toEqual(isLast ? [operator] : ['Flatten', operator, 'Shape', 'Reshape']);
  });
});
