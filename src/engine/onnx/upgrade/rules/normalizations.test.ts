import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../../test/fixtures/random.ts';
import { expectSameUpgraded, operators } from '../../../../../test/fixtures/upgraded.ts';
import { float, int } from '../../attributes.ts';
import { type RealType, storeReals } from '../../reals.ts';
import { upgradeOpset } from '../upgrade.ts';

function statistics(net: ModelBuilder, dims: readonly number[]): readonly string[] {
  return ['scale', 'bias', 'mean', 'variance'].map((name) => net.uniform(dims, 0.5, 2, name));
}

describe('BatchNormalization', () => {
  it.each([undefined, 1])('statistics a channel, spatial %s', async (spatial) => {
    const net = new ModelBuilder({ opset: 7 });
    const inputs = [net.input('x', [2, 3, 4, 5]), ...statistics(net, [3])];
    const attributes = spatial === undefined ? {} : { spatial: int(spatial) };
    const upgraded = await expectSameUpgraded(net.output(net.node('BatchNormalization', inputs, attributes)).build());
    expect(operators(upgraded.graph)).toEqual(['BatchNormalization']);
  });

  it('statistics an element', async () => {
    const net = new ModelBuilder({ opset: 7 });
    const inputs = [net.input('x', [2, 3, 4, 5]), ...statistics(net, [3, 4, 5])];
    const normalized = net.node('BatchNormalization', inputs, { spatial: int(0), epsilon: float(0.01) });
    await expectSameUpgraded(net.output(normalized).build(), { tolerance: 1e-6 });
  });

  it.each([7, 9])('training from %i', async (opset) => {
    const net = new ModelBuilder({ opset });
    const inputs = [net.input('x', [2, 3, 4, 5]), ...statistics(net, [3])];
    const written = net.nodeWith(5, 'BatchNormalization', inputs, { momentum: float(0.7) });
    for (const output of written.slice(0, 3)) net.output(output);
    await expectSameUpgraded(net.build(), { tolerance: 1e-6 });
  });

  it('refuses to lose the statistics of the batch', () => {
    const net = new ModelBuilder({ opset: 9 });
    const inputs = [net.input('x', [2, 3, 4, 5]), ...statistics(net, [3])];
    for (const output of net.nodeWith(5, 'BatchNormalization', inputs, {}, { output: 'normalized' }))
      net.output(output);
    const model = net.build();
    expect(() => upgradeOpset(model.clone(), 14)).toThrow(/BatchNormalization "normalized"/);
    expect(() => upgradeOpset(model, 13)).not.toThrow();
  });
});

describe('GroupNormalization', () => {
  it.each(['float32', 'float16', 'float64'] as const)('of %s', async (type: RealType) => {
    const net = new ModelBuilder({ opset: 18 });
    const vector = (): string => net.constant(type, [2], storeReals(type, net.random.uniforms(2, 0.5, 2)));
    const inputs = [net.input('x', [2, 6, 3, 2], type), vector(), vector()];
    const model = net.output(net.node('GroupNormalization', inputs, { num_groups: int(2) }), undefined, type).build();
    const feeds = { x: { type, dims: [2, 6, 3, 2], data: storeReals(type, new Random(4).normals(72)) } };
    await expectSameUpgraded(model, { feeds, tolerance: type === 'float16' ? 4e-3 : 1e-6 });
  });
});

describe('MeanVarianceNormalization', () => {
  it.each([
    [0, 1],
    [1, 1],
    [0, 0],
    [1, 0],
  ])('experimental: across channels %i, variance %i', async (across, variance) => {
    const net = new ModelBuilder({ opset: 8 });
    const attributes = { across_channels: int(across), normalize_variance: int(variance) };
    const model = net.output(net.node('MeanVarianceNormalization', [net.input('x', [2, 3, 4, 5])], attributes)).build();
    await expectSameUpgraded(model, { tolerance: 1e-6 });
  });
});
