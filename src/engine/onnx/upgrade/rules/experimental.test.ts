import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { expectSameUpgraded, operators } from '../../../../../test/fixtures/upgraded.ts';
import { type AttributeValue, float, floats, ints } from '../../attributes.ts';
import { upgradeOpset } from '../upgrade.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

describe('experimental operators', () => {
  it.each<readonly [string, Attributes]>([
    ['Affine', { alpha: float(2.5), beta: float(-0.5) }],
    ['Crop', { border: ints([1, 0, 0, 2]) }],
    ['Crop', { border: ints([1, 2, 0, 0]), scale: ints([3, 2]) }],
    ['ImageScaler', { scale: float(0.5), bias: floats([0.1, 0.2, 0.3]) }],
    ['ParametricSoftplus', { alpha: float(2), beta: float(0.5) }],
    ['Scale', { scale: float(0.3) }],
    ['ScaledTanh', { alpha: float(2), beta: float(0.5) }],
  ])('%s', async (operator, attributes) => {
    const net = new ModelBuilder({ opset: 7 });
    const model = net.output(net.node(operator, [net.input('x', [2, 3, 6, 5])], attributes)).build();
    expect(operators((await expectSameUpgraded(model, { tolerance: 1e-6 })).graph)).not.toContain(operator);
  });

  it('DynamicSlice', async () => {
    const net = new ModelBuilder({ opset: 7 });
    const inputs = [net.input('x', [4, 5]), net.ints([1, 0]), net.ints([3, -1]), net.ints([0, 1])];
    await expectSameUpgraded(net.output(net.node('DynamicSlice', inputs)).build());
  });

  it.each(['ATen', 'ConstantFill', 'GRUUnit', 'GivenTensorFill'])(
    '%s has no successor and is refused by name',
    (operator) => {
      const net = new ModelBuilder({ opset: 9 });
      const model = net.output(net.node(operator, [net.input('x', [2])], {}, { output: 'made' })).build();
      expect(() => upgradeOpset(model, 13)).toThrow(new RegExp(`"made" in fixture.onnx.*${operator}`));
    },
  );
});
