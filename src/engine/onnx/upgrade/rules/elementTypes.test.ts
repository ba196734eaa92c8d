import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../../test/fixtures/random.ts';
import { expectSameUpgraded, operators } from '../../../../../test/fixtures/upgraded.ts';
import { float, int, ints, text } from '../../attributes.ts';
import { elementTypeCode } from '../../elementType.ts';
import { storeReals } from '../../reals.ts';
import type { RealType } from '../../reals.ts';
import { upgradeOpset } from '../upgrade.ts';

function image(type: RealType, dims: readonly number[]) {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return { x: { type, dims, data: storeReals(type, new Random(3).normals(count)) } } as const;
}

describe('Clip', () => {
  it.each([
    ['both bounds', { min: float(-0.5), max: float(0.25) }, 3],
    ['a lower bound', { min: float(0.1) }, 2],
    ['an upper bound', { max: float(0.1) }, 3],
    ['no bound', {}, 1],
  ] as const)('%s', async (_, attributes, inputs) => {
    const net = new ModelBuilder({ opset: 7 });
    const model = net.output(net.node('Clip', [net.input('x', [3, 5])], attributes)).build();
    const upgraded = await expectSameUpgraded(model);
    expect([...upgraded.graph.nodes][0]!.input.length).toBe(inputs);
  });

  it('has bounds of half precision for such data', async () => {
    const net = new ModelBuilder({ opset: 7 });
    const x = net.input('x', [3, 5], 'float16');
    const cast = net.node('Identity', [net.node('Concat', [x, x], { axis: int(0) })]);
    const model = net
      .output(net.node('Clip', [cast], { min: float(-0.1), max: float(0.3) }), undefined, 'float16')
      .build();
    await expectSameUpgraded(model, { feeds: image('float16', [3, 5]) });
  });

  it('takes the type of an unknown tensor where the target can, and refuses where it cannot', async () => {
    const net = new ModelBuilder({ opset: 9, domains: { 'com.microsoft': 1 } });
    const custom = net.node('Gelu', [net.input('x', [3, 5])], {}, { domain: 'com.microsoft' });
    const model = net.output(net.node('Clip', [custom], { min: float(0.1) }, { output: 'clipped' })).build();
    const upgraded = await expectSameUpgraded(model, { targets: [15, 21] });
    expect(operators(upgraded.graph)).toEqual(['Gelu', 'CastLike', 'Clip']);
    expect(() => upgradeOpset(model, 13)).toThrow(/"Gelu_0_output".*Clip "clipped"/);
  });
});

describe('Pad', () => {
  it.each(['constant', 'reflect', 'edge'])('%s', async (mode) => {
    const net = new ModelBuilder({ opset: 7 });
    const attributes = { mode: text(mode), pads: ints([0, 1, 2, 0, 2, -1]), value: float(1.5) };
    await expectSameUpgraded(net.output(net.node('Pad', [net.input('x', [2, 4, 5])], attributes)).build());
  });

  it('pads zeros unless told otherwise', async () => {
    const net = new ModelBuilder({ opset: 7 });
    const model = net.output(net.node('Pad', [net.input('x', [2, 3])], { pads: ints([0, 1, 1, 0]) })).build();
    expect([...(await expectSameUpgraded(model)).graph.nodes][0]!.input.length).toBe(2);
  });

  it.each(['float16', 'float64'] as const)('of %s', async (type: RealType) => {
    const net = new ModelBuilder({ opset: 7 });
    const x = net.node('Cast', [net.input('x', [2, 3])], { to: int(elementTypeCode(type)) });
    const padded = net.node('Pad', [x], { pads: ints([0, 1, 1, 0]), value: float(0.3) });
    await expectSameUpgraded(net.output(padded, undefined, type).build());
  });
});
