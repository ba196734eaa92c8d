import { describe, expect, it } from 'vitest';
import { Random } from '../../../../test/fixtures/random.ts';
import { Histogram } from '../../quantize/observers/histogram.ts';
import { parametersFromRange, type QuantizationParameters } from '../../quantize/scheme.ts';
import { dequantizeTensor, quantizeTensor } from '../../quantize/schemeTensor.ts';
import { ExpectedQuantization } from './expectedQuantization.ts';

function expected(values: Float32Array): ExpectedQuantization {
  const histogram = new Histogram();
  histogram.add(values);
  return new ExpectedQuantization(histogram.bins, histogram.range!);
}

/** The same from the values themselves. */
function measured(values: Float32Array, parameters: QuantizationParameters) {
  const rounded = dequantizeTensor(quantizeTensor(values, parameters), parameters);
  const noise = values.reduce((sum, value, index) => sum + (value - rounded[index]!) ** 2, 0);
  const signal = values.reduce((sum, value) => sum + value ** 2, 0);
  const half = parameters.scale * 0.5001;
  const clipped = values.filter((value, index) => Math.abs(value - rounded[index]!) > half).length;
  return { sqnr: 10 * Math.log10(signal / noise), clipped: clipped / values.length };
}

const distributions: Readonly<Record<string, Float32Array>> = {
  normal: new Random(1).normals(50_000),
  shifted: new Random(2).normals(50_000, 0.5, 3),
  'cut off at zero': new Random(3).normals(50_000).map((value) => Math.max(0, value)),
  uniform: new Random(4).uniforms(50_000, -1, 4),
};

describe('what is expected of quantizing a histogram', () => {
  it.each(Object.keys(distributions))('is what comes of the values: %s', (name) => {
    const values = distributions[name]!;
    const model = expected(values);
    for (const range of [
      { min: -8, max: 8 },
      { min: -1, max: 2 },
      { min: 0, max: 1.5 },
      { min: -0.3, max: 0.7 },
    ]) {
      for (const symmetric of [false, true]) {
        const parameters = parametersFromRange(range, 'uint8', { symmetric });
        const [grid, truth] = [model.grid(parameters), measured(values, parameters)];
        expect(Math.abs(grid.sqnr - truth.sqnr)).toBeLessThan(0.15);
        expect(Math.abs(grid.clipped - truth.clipped)).toBeLessThan(2e-3);
        expect(grid.low).toBe((0 - parameters.zeroPoint) * parameters.scale);
        expect(grid.high).toBe((255 - parameters.zeroPoint) * parameters.scale);
      }
    }
  });

  it('is no error and no clipping for zeros alone', () => {
    const grid = expected(new Float32Array(10)).grid({ type: 'uint8', scale: 1, zeroPoint: 0 });
    expect(grid).toMatchObject({ clipped: 0, sqnr: Infinity });
  });

  it('clips nothing of a range that holds all values', () => {
    for (const values of Object.values(distributions)) {
      const range = { min: Math.min(...values), max: Math.max(...values) };
      expect(expected(values).grid(parametersFromRange(range, 'int8')).clipped).toBe(0);
    }
  });
});
