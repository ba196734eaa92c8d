import { describe, expect, it } from 'vitest';
import { calibrationDigits, digitsFile } from '../../../../test/fixtures/digits.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { passContext, randomDataset } from '../../../../test/quantize/quantized.ts';
import { quantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import { observerNames, quantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import { tensorDistribution, weightDistribution } from '../../../protocol/result/sensitivity.ts';
import { openModel } from '../../onnx/open.ts';
import { distributionsOf } from './distributions.ts';
import { prepareScheme } from './prepareScheme.ts';
import { staticScheme } from './testing/exactly.ts';

const digits = async (input: Parameters<typeof staticScheme>[2] = {}) =>
  staticScheme(openModel(digitsFile), await calibrationDigits(6), input);

describe('the distributions of a scheme', () => {
  it('are there for every activation and weight that layers name, each once', async () => {
    const scheme = await digits();
    const { activations, weights } = distributionsOf(scheme);
    const named = new Set(scheme.layers.flatMap((layer) => layer.activations));
    expect(activations.map(({ tensor }) => tensor).sort()).toEqual([...named].sort());
    const quantized = new Set(scheme.layers.flatMap(({ weight }) => weight ?? []));
    expect(weights.map(({ tensor }) => tensor).sort()).toEqual([...quantized].sort());
    for (const each of activations) expect(tensorDistribution.encode(each)).toBeDefined();
    for (const each of weights) expect(weightDistribution.encode(each)).toBeDefined();
  });

  it('count every value in at most 128 bins', async () => {
    const scheme = await digits();
    const { activations, weights } = distributionsOf(scheme);
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    for (const { histogram, tensor } of activations) {
      expect(histogram.counts.length).toBeLessThanOrEqual(128);
      const seen = scheme.statistics.get(tensor)!;
      expect(total(histogram.counts)).toBe(seen.bins!.counts.reduce((sum, count) => sum + count, 0));
      expect(histogram.low).toBeLessThanOrEqual(seen.range!.min);
      expect(histogram.high).toBeGreaterThanOrEqual(seen.range!.max);
    }
    for (const { histogram, tensor, lows, highs } of weights) {
      const values = scheme.float.constant(scheme.float.graph, tensor)!.data as Float32Array;
      expect(histogram.counts.length).toBeLessThanOrEqual(128);
      expect(total(histogram.counts)).toBe(values.length);
      expect(Math.min(...lows)).toBe(values.reduce((least, value) => Math.min(least, value)));
      expect(Math.max(...highs)).toBe(values.reduce((most, value) => Math.max(most, value)));
    }
  });

  it('say what every observer would choose: what a plan with it has', async () => {
    const scheme = await digits();
    const { activations } = distributionsOf(scheme);
    for (const observer of observerNames) {
      const other = scheme.with(quantizeStaticOptions.parse({ observer }));
      for (const { tensor, observers, observer: own, grid } of activations) {
        if (own === undefined) continue;
        const choice = observers.find((each) => each.observer === observer)!;
        const { scale, zeroPoint } = other.parametersOf(tensor)!;
        expect([choice.scale, choice.zeroPoint]).toEqual([scale, zeroPoint]);
        if (observer === own) expect(grid).toEqual({ ...choice, observer: undefined });
      }
    }
  });

  it('expect the most of the observer that looks for the least error', async () => {
    for (const { observers, observer } of distributionsOf(await digits()).activations) {
      if (observer === undefined) continue;
      const best = Math.max(...observers.map(({ sqnr }) => sqnr));
      expect(observers.find((each) => each.observer === 'mse')!.sqnr).toBeGreaterThan(best - 1);
    }
  });

  it('name no observer where the operator or a person gives the range', async () => {
    const net = new ModelBuilder({ seed: 6 });
    const scores = net.node('MatMul', [net.input('x', [4, 8]), net.matrix(8, 8)], {}, { output: 'scores' });
    const shares = net.node('Softmax', [scores], {}, { output: 'shares' });
    const model = net.output(net.node('MatMul', [shares, net.matrix(8, 8)], {}, { output: 'y' })).build();
    const overrides = { tensorOverrides: { x: { range: [-1, 1] as [number, number] } } };
    const { activations } = distributionsOf(await staticScheme(model, randomDataset(model, 3), overrides));
    const found = new Map(activations.map((each) => [each.tensor, each]));
    expect(found.get('x')).not.toHaveProperty('observer');
    expect(found.get('x')!.grid.clipped).toBeGreaterThan(0.2);
    expect(found.get('shares')).not.toHaveProperty('observer');
    expect(found.get('shares')!.grid.scale).toBe(1 / 256);
    expect(found.get('scores')).toMatchObject({ observer: 'min-max' });
  });

  it('tell the grid of weights, with a scale for each channel or one', async () => {
    const scheme = await digits();
    const { weights } = distributionsOf(scheme);
    for (const { axis, scales, zeroPoints, integers, lows, highs, clipped, type } of weights) {
      expect(axis).toBeDefined();
      expect(type).toBe('int8');
      expect(integers.high).toBe(-integers.low);
      expect([zeroPoints.length, lows.length, highs.length]).toEqual(scales.map(() => scales.length).slice(0, 3));
      expect(clipped).toBe(0);
      for (const [channel, scale] of scales.entries()) {
        const most = Math.max(Math.abs(lows[channel]!), Math.abs(highs[channel]!));
        expect(most).toBeLessThanOrEqual(scale * (integers.high + 0.5));
      }
    }
    const whole = distributionsOf(scheme.with(quantizeStaticOptions.parse({ perChannel: false }))).weights;
    expect(
      whole.every(({ axis, scales, lows }) => axis === undefined && scales.length === 1 && lows.length === 1),
    ).toBe(true);
  });

  it('are of weights alone where activations are quantized as the model runs', async () => {
    const net = new ModelBuilder({ seed: 7 });
    const model = net.output(net.node('MatMul', [net.input('x', [1, 8]), net.matrix(8, 4)])).build();
    const pass = { pass: 'quantize-dynamic', options: quantizeDynamicOptions.parse({}) } as const;
    const { activations, weights } = distributionsOf(
      await prepareScheme(model, randomDataset(model, 1), pass, passContext()),
    );
    expect(activations).toEqual([]);
    expect(weights.map(({ axis, scales }) => [axis, scales.length])).toEqual([[1, 4]]);
  });
});
