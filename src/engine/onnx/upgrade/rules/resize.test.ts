import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../../test/fixtures/random.ts';
import { expectSameUpgraded, operators } from '../../../../../test/fixtures/upgraded.ts';
import { floats, text } from '../../attributes.ts';
import { upgradeOpset } from '../upgrade.ts';

const dims = [1, 2, 6, 7];

function scalesOf(net: ModelBuilder, scales: readonly number[]): string {
  return net.constant('float32', [scales.length], Float32Array.from(scales));
}

describe.each(['nearest', 'linear'])('Upsample, %s', (mode) => {
  it.each([
    [1, 1, 2, 2],
    [1, 1, 2.5, 3],
  ])('scales in the attribute: %d × %d × %d × %d', async (...scales) => {
    const net = new ModelBuilder({ opset: 7 });
    const attributes = { mode: text(mode), scales: floats(scales) };
    const model = net.output(net.node('Upsample', [net.input('x', dims)], attributes)).build();
    expect(operators((await expectSameUpgraded(model, { tolerance: 1e-6 })).graph)).toContain('Resize');
  });
  it('scales in a tensor', async () => {
    const net = new ModelBuilder({ opset: 9 });
    const enlarged = net.node('Upsample', [net.input('x', dims), scalesOf(net, [1, 1, 2, 1.7])], { mode: text(mode) });
    await expectSameUpgraded(net.output(enlarged).build(), { tolerance: 1e-6 });
  });
  it('fed scales, which only enlarge', async () => {
    const net = new ModelBuilder({ opset: 9 });
    const model = net
      .output(net.node('Upsample', [net.input('x', dims), net.input('scales', [4])], { mode: text(mode) }))
      .build();
    const feeds = {
      x: { type: 'float32', dims, data: new Random(5).normals(84) },
      scales: { type: 'float32', dims: [4], data: Float32Array.of(1, 1, 1.6, 2) },
    } as const;
    const upgraded = await expectSameUpgraded(model, { feeds, tolerance: 1e-6 });
    expect(operators(upgraded.graph)).toEqual(['Resize']);
  });
});

const scaleCases = [
  [1, 1, 2, 3],
  [1, 1, 0.6, 0.4],
  [1, 1, 2.3, 0.6],
  [1, 1, 0.7, 1.9],
] as const;

describe.each(['nearest', 'linear'])('Resize 10, %s', (mode) => {
  it.each(scaleCases)('stored scales %d × %d × %d × %d', async (...scales) => {
    const net = new ModelBuilder({ opset: 10 });
    const resized = net.node('Resize', [net.input('x', dims), scalesOf(net, scales)], { mode: text(mode) });
    const upgraded = await expectSameUpgraded(net.output(resized).build(), { tolerance: 1e-6 });
    const mixed = mode === 'nearest' && scales.some((scale) => scale < 1) && scales.some((scale) => scale > 1);
    expect(operators(upgraded.graph).filter((operator) => operator === 'Resize').length).toBe(mixed ? 2 : 1);
  });
  it.each(scaleCases)('fed scales %d × %d × %d × %d', async (...scales) => {
    const net = new ModelBuilder({ opset: 10 });
    const model = net
      .output(net.node('Resize', [net.input('x', dims), net.input('scales', [4])], { mode: text(mode) }))
      .build();
    const feeds = {
      x: { type: 'float32', dims, data: new Random(5).normals(84) },
      scales: { type: 'float32', dims: [4], data: Float32Array.from(scales) },
    } as const;
    await expectSameUpgraded(model, { feeds, tolerance: 1e-6 });
  });
});

describe('Resize 11', () => {
  const modes = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric', 'tf_half_pixel_for_nn'];
  const cases = modes.flatMap((mapping) =>
    ['floor', 'round_prefer_floor'].map((rounding) => [mapping, rounding] as const),
  );
  it.each(cases)('%s, nearest by %s', async (mapping, rounding) => {
    for (const scales of scaleCases) {
      const net = new ModelBuilder({ opset: 11 });
      const inputs = [net.input('x', dims), scalesOf(net, []), scalesOf(net, scales)];
      const attributes = { coordinate_transformation_mode: text(mapping), nearest_mode: text(rounding) };
      await expectSameUpgraded(net.output(net.node('Resize', inputs, attributes)).build());
    }
  });
  it.each(['linear', 'cubic'])('%s to a size', async (mode) => {
    const net = new ModelBuilder({ opset: 11 });
    const inputs = [net.input('x', dims), scalesOf(net, []), scalesOf(net, []), net.ints([1, 2, 9, 4])];
    const upgraded = await expectSameUpgraded(net.output(net.node('Resize', inputs, { mode: text(mode) })).build(), {
      tolerance: 1e-6,
    });
    expect([...upgraded.graph.nodes][0]!.input.slice(1, 3)).toEqual(['', '']);
    expect([...upgraded.graph.initializers].length).toBe(1);
  });
  it('keeps the region it crops', async () => {
    const net = new ModelBuilder({ opset: 11 });
    const region = scalesOf(net, [0, 0, 0.2, 0.1, 1, 1, 0.8, 0.9]);
    const inputs = [net.input('x', dims), region, scalesOf(net, []), net.ints([1, 2, 4, 5])];
    const attributes = { mode: text('linear'), coordinate_transformation_mode: text('tf_crop_and_resize') };
    const upgraded = await expectSameUpgraded(net.output(net.node('Resize', inputs, attributes)).build(), {
      tolerance: 1e-6,
    });
    expect([...upgraded.graph.nodes][0]!.input[1]).toBe(region);
  });
  it('refuses half pixels that are rounded up, by name', () => {
    const net = new ModelBuilder({ opset: 11 });
    const inputs = [net.input('x', dims), scalesOf(net, []), scalesOf(net, [1, 1, 2, 2])];
    const attributes = { coordinate_transformation_mode: text('tf_half_pixel_for_nn'), nearest_mode: text('ceil') };
    const model = net.output(net.node('Resize', inputs, attributes, { output: 'enlarged' })).build();
    expect(() => upgradeOpset(model, 13)).toThrow(/Resize "enlarged"/);
  });
});
