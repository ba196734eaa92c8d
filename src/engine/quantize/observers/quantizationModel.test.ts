import { describe, expect, test } from 'vitest';
import { parametersFromRange, type QuantizedType } from '../scheme.ts';
import { quantizationError } from '../schemeTensor.ts';
import { Histogram } from './histogram.ts';
import { QuantizationModel } from './quantizationModel.ts';
import { distributionNames, sample } from './testing/distributions.ts';

function modelOf(data: Float32Array): QuantizationModel {
  const histogram = new Histogram();
  histogram.add(data);
  return new QuantizationModel(histogram.bins, histogram.range!);
}

describe('QuantizationModel', () => {
  const types: readonly (readonly [QuantizedType, boolean])[] = [
    ['uint8', false],
    ['int8', true],
    ['uint4', false],
    ['int4', true],
    ['uint16', false],
    ['int16', true],
  ];

  test.each(distributionNames)('predicts the error of quantizing %s values', (name) => {
    const data = sample(name, 200_000);
    const sorted = data.toSorted();
    const model = modelOf(data);
    for (const [type, symmetric] of types) {
      for (const part of [1, 0.9, 0.5, 0.1]) {
        const range = { min: part * sorted[0]!, max: part * sorted.at(-1)! };
        const parameters = parametersFromRange(range, type, { symmetric });
        const scheme = { symmetric };
        const measured = quantizationError(data, parameters, { scheme });
        const predicted = model.meanSquaredError(parameters, scheme);
        expect(Math.abs(predicted - measured) / measured, `${type} ${part}`).toBeLessThan(0.06);
      }
    }
  });

  test('gives a twelfth of the squared step for values spread evenly', () => {
    const counts = new Float64Array(8001).fill(10);
    counts[0] = 0;
    const model = new QuantizationModel({ width: 2 ** -5, first: 0, counts }, { min: 0, max: 250 });
    for (const scale of [1, 0.01]) {
      const type = scale === 1 ? 'uint8' : 'uint16';
      expect(model.meanSquaredError({ type, scale, zeroPoint: 0 })).toBeCloseTo(scale ** 2 / 12, 8);
    }
  });

  test('gives the exact error of values that are clipped', () => {
    const model = modelOf(new Float32Array(100).fill(300));
    expect(model.meanSquaredError({ type: 'uint8', scale: 1, zeroPoint: 0 })).toBeCloseTo(45 ** 2, 0);
    expect(model.meanSquaredError({ type: 'uint8', scale: 1, zeroPoint: 255 })).toBeCloseTo(300 ** 2, -1);
  });

  test('has no error for zeros, and none without values', () => {
    expect(modelOf(new Float32Array(100)).meanSquaredError({ type: 'int8', scale: 1, zeroPoint: 0 })).toBe(0);
    const nothing = new QuantizationModel(new Histogram().bins, { min: 0, max: 0 });
    expect(nothing.meanSquaredError({ type: 'int8', scale: 1, zeroPoint: 0 })).toBe(0);
  });
});
