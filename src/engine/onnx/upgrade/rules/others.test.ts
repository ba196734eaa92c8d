import { describe, expect, it } from 'vitest';
import { ModelBuilder, valueInfo } from '../../../../../test/fixtures/modelBuilder.ts';
import { expectSameUpgraded, operators } from '../../../../../test/fixtures/upgraded.ts';
import { float, int, text } from '../../attributes.ts';

describe('Dropout', () => {
  it.each([7, 10])('from %i', async (opset) => {
    const net = new ModelBuilder({ opset });
    const model = net.output(net.node('Dropout', [net.input('x', [3, 4])], { ratio: float(0.3) })).build();
    const upgraded = await expectSameUpgraded(model);
    expect(operators(upgraded.graph)).toEqual(['Dropout']);
  });
  it('a mask that nobody reads, of its old type', async () => {
    const net = new ModelBuilder({ opset: 7 });
    const [kept, mask] = net.nodeWith(2, 'Dropout', [net.input('x', [3, 4])]);
    net.model.graph.addValueInfo(valueInfo(mask!, [3, 4]));
    await expectSameUpgraded(net.output(kept!).build());
  });
  it.each([
    [7, 'float32'],
    [10, 'bool'],
  ] as const)('mask from %i', async (opset, type) => {
    const net = new ModelBuilder({ opset });
    const [kept, mask] = net.nodeWith(2, 'Dropout', [net.input('x', [3, 4])]);
    await expectSameUpgraded(net.output(kept!).output(mask!, undefined, type).build());
  });
});

describe('RoiAlign', () => {
  it.each(['avg', 'max'])('%s', async (mode) => {
    const net = new ModelBuilder({ opset: 10 });
    const regions = net.constant('float32', [2, 4], Float32Array.of(0, 0, 5, 5, 1, 2, 7, 6));
    const attributes = { mode: text(mode), output_height: int(3), output_width: int(2), sampling_ratio: int(2) };
    const aligned = net.node('RoiAlign', [net.input('x', [1, 2, 8, 8]), regions, net.ints([0, 0])], attributes);
    await expectSameUpgraded(net.output(aligned).build(), { tolerance: 1e-6 });
  });
});

describe('Scatter', () => {
  it('is ScatterElements', async () => {
    const net = new ModelBuilder({ opset: 9 });
    const indices = net.constant('int64', [1, 3], BigInt64Array.of(2n, 0n, 1n));
    const inputs = [net.input('x', [3, 4]), indices, net.uniform([1, 3], 0, 1)];
    const model = net.output(net.node('Scatter', inputs, { axis: int(1) })).build();
    expect(operators((await expectSameUpgraded(model)).graph)).toEqual(['ScatterElements']);
  });
});
