import { describe, expect, it } from 'vitest';
import { fragileModels } from '../../../../test/fixtures/fragileModels.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { randomDataset } from '../../../../test/quantize/quantized.ts';
import { staticScheme } from '../scheme/testing/exactly.ts';
import { weightErrors } from './weightErrors.ts';

/** x · W, of which every column but the first is on a grid of 127 steps. */
function product(columns: readonly Float32Array[]) {
  const net = new ModelBuilder();
  const rows = columns[0]!.length;
  const data = Float32Array.from({ length: rows * columns.length }, (_, index) => {
    return columns[index % columns.length]![Math.floor(index / columns.length)]!;
  });
  const weight = net.constant('float32', [rows, columns.length], data);
  return net.output(net.node('MatMul', [net.input('x', [1, rows]), weight])).build();
}

describe('the error of weights', () => {
  it('is that of rounding each channel to 127 steps', async () => {
    const coarse = Float32Array.of(127, 3, -60, 1);
    const fine = Float32Array.of(1.27, 0.004, -0.0061, 0.6);
    const model = product([coarse, fine]);
    const [[, error] = [undefined, undefined]] = [...weightErrors(await staticScheme(model, randomDataset(model, 2)))];
    // Steps of the second column are 0.01: 1.27, 0, −0.01, 0.6.
    const noise = 0.004 ** 2 + 0.0039 ** 2;
    const signal = [...coarse, ...fine].reduce((sum, value) => sum + value ** 2, 0);
    expect(error!.sqnr).toBeCloseTo(10 * Math.log10(signal / noise), 3);
    expect(error!.relative).toBeCloseTo(Math.sqrt(noise / signal), 7);
    expect(error!.cosine).toBeCloseTo(1, 6);
  });

  it('is that of one scale for all where there is one', async () => {
    const model = product([Float32Array.of(127, 0.4), Float32Array.of(-0.4, 0.3)]);
    const scheme = await staticScheme(model, randomDataset(model, 2), { perChannel: false });
    const [[, error] = [undefined, undefined]] = [...weightErrors(scheme)];
    expect(error!.sqnr).toBeCloseTo(10 * Math.log10((127 ** 2 + 0.41) / 0.41), 3);
  });

  it('is told for every layer with integer weights, in their order', async () => {
    const { model, dataset } = fragileModels.transformer('range');
    const scheme = await staticScheme(model, dataset);
    const weighted = scheme.layers.filter(({ precision, weight }) => precision === 'integer' && weight !== undefined);
    expect([...weightErrors(scheme)].map(([node]) => node)).toEqual(weighted.map(({ node }) => node));
    expect(weighted.length).toBeGreaterThan(5);
  });
});
