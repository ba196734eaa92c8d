import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import type { ElementType } from '../../engine/onnx/elementType.ts';
import type { TensorData } from '../../engine/onnx/tensor.ts';
import { computeStatistics, countZeros } from './statistics.ts';
import { type NumericElements, storedElements } from '../../engine/onnx/elements/storedElements.ts';

function stored(type: ElementType, dims: readonly number[], data: TensorData): NumericElements {
  const net = new ModelBuilder();
  net.constant(type, dims, data, 't');
  const elements = storedElements(net.model, net.model.graph, 't');
  if (elements?.kind !== 'numbers') throw new Error('no numbers');
  return elements;
}

/** The same figures by their definitions, from all elements at once. */
function defined(values: readonly number[]) {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
  return {
    elements: values.length,
    zeros: values.filter((value) => value === 0).length,
    nan: values.filter(Number.isNaN).length,
    positiveInfinity: values.filter((value) => value === Infinity).length,
    negativeInfinity: values.filter((value) => value === -Infinity).length,
    min: finite.length > 0 ? Math.min(...finite) : null,
    max: finite.length > 0 ? Math.max(...finite) : null,
    mean,
    deviation: Math.sqrt(variance),
  };
}

/** As float32 rounds it, and without −0. */
const rounded = (value: number): number => Math.fround(value) + 0;

const element = fc.oneof(
  { weight: 12, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }) },
  { weight: 2, arbitrary: fc.constantFrom(0, -0, 1) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
);

const tensor = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }).chain((dims) => {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return fc.record({
    dims: fc.constant(dims),
    values: fc.array(element, { minLength: count, maxLength: count }),
    axis: fc.nat(Math.max(0, dims.length - 1)),
    bins: fc.integer({ min: 1, max: 20 }),
  });
});

describe('statistics', () => {
  it('are those of their definitions', async () => {
    await fc.assert(
      fc.asyncProperty(tensor, async ({ dims, values, bins }) => {
        const { histogram, channels, mean, deviation, ...counted } = await computeStatistics(
          stored('float32', dims, Float32Array.from(values)),
          { bins },
        );
        const { mean: definedMean, deviation: definedDeviation, ...expected } = defined(values.map(rounded));
        expect(counted).toEqual(expected);
        expect(channels).toBeNull();
        if (counted.min === null) expect([mean, deviation, histogram]).toEqual([null, null, null]);
        else {
          expect(mean).toBeCloseTo(definedMean, 8);
          expect(deviation).toBeCloseTo(definedDeviation, 8);
        }
      }),
    );
  });

  it('have a histogram that counts every finite element where it lies', async () => {
    await fc.assert(
      fc.asyncProperty(tensor, async ({ dims, values, bins }) => {
        const { histogram, min, max } = await computeStatistics(stored('float32', dims, Float32Array.from(values)), {
          bins,
        });
        const finite = values.map(rounded).filter(Number.isFinite);
        if (histogram === null) {
          expect(finite).toEqual([]);
          return;
        }
        expect([histogram.low, histogram.high]).toEqual([min, max]);
        expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(finite.length);
        const width = (histogram.high - histogram.low) / histogram.counts.length;
        for (const [bin, count] of histogram.counts.entries()) {
          // A value on an edge may be on either side of it, by rounding.
          const [low, high] = [histogram.low + bin * width, histogram.low + (bin + 1) * width];
          const slack = 1e-9 * (Math.abs(low) + Math.abs(high) + width);
          const inside = finite.filter((value) => value > low + slack && value < high - slack).length;
          const around = finite.filter((value) => value >= low - slack && value <= high + slack).length;
          expect(count).toBeGreaterThanOrEqual(inside);
          expect(count).toBeLessThanOrEqual(around);
        }
      }),
    );
  });

  it('have the range of every channel', async () => {
    await fc.assert(
      fc.asyncProperty(tensor, async ({ dims, values, axis }) => {
        if (dims.length === 0) return;
        const { channels } = await computeStatistics(stored('float32', dims, Float32Array.from(values)), {
          bins: 1,
          axis,
        });
        const stride = dims.slice(axis + 1).reduce((product, dim) => product * dim, 1);
        const count = dims[axis]!;
        for (let channel = 0; channel < count; channel++) {
          const own = values
            .map(rounded)
            .filter((_, index) => Math.floor(index / stride) % count === channel)
            .filter(Number.isFinite);
          expect(channels!.min[channel]).toEqual(own.length > 0 ? Math.min(...own) : Number.NaN);
          expect(channels!.max[channel]).toEqual(own.length > 0 ? Math.max(...own) : Number.NaN);
        }
      }),
    );
  });

  it('of more elements than are read at a time are the same', async () => {
    const count = 2 ** 21 + 12_345;
    const values = new Random(5).normals(count, 3);
    values[2 ** 20] = 0;
    values[count - 1] = 1e6;
    const figures = await computeStatistics(stored('float32', [count], values), { bins: 100, axis: 0 });
    let sum = 0;
    for (const value of values) sum += value;
    let squares = 0;
    for (const value of values) squares += (value - sum / count) ** 2;
    expect(figures.mean).toBeCloseTo(sum / count, 9);
    expect((figures.deviation ?? 0) / Math.sqrt(squares / count)).toBeCloseTo(1, 12);
    expect([figures.max, figures.zeros, figures.channels!.max[count - 1]]).toEqual([1e6, 1, 1e6]);
    expect(figures.histogram!.counts.reduce((total, each) => total + each, 0)).toBe(count);
  });

  it('do not lose a small deviation beside a large mean', async () => {
    const values = Float64Array.from({ length: 3_000_000 }, (_, index) => 1e9 + (index % 2));
    const { mean, deviation } = await computeStatistics(stored('float64', [values.length], values), { bins: 1 });
    expect(mean).toBe(1e9 + 0.5);
    expect(deviation).toBeCloseTo(0.5, 9);
  });

  it('of integers have bins that hold whole numbers of them', async () => {
    const bytes = Int8Array.from({ length: 256 * 3 }, (_, index) => (index % 256) - 128);
    const fine = await computeStatistics(stored('int8', [768], bytes), { bins: 256 });
    expect(fine.histogram).toEqual({ low: -128.5, high: 127.5, counts: new Float64Array(256).fill(3) });
    const coarse = await computeStatistics(stored('int8', [768], bytes), { bins: 100 });
    expect(coarse.histogram!.counts.length).toBe(86);
    expect([...coarse.histogram!.counts.subarray(0, 85)].every((count) => count === 9)).toBe(true);
  });

  it('of extremes do not overflow', async () => {
    const values = Float64Array.of(-1.7e308, 1.7e308, 0, 5e-324);
    const figures = await computeStatistics(stored('float64', [4], values), { bins: 3 });
    expect(figures).toMatchObject({ min: -1.7e308, max: 1.7e308, deviation: null });
    expect([...figures.histogram!.counts]).toEqual([1, 2, 1]);
    const longs = BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, 0n);
    const whole = await computeStatistics(stored('int64', [3], longs), { bins: 4 });
    expect([...whole.histogram!.counts]).toEqual([1, 0, 1, 1]);
  });

  it('of nothing are nothing', async () => {
    const figures = await computeStatistics(stored('float32', [0, 3], new Float32Array(0)), { bins: 4, axis: 1 });
    expect(figures).toMatchObject({ elements: 0, min: null, mean: null, histogram: null });
    expect([...figures.channels!.min]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('end when they are given up', async () => {
    const elements = stored('float32', [2 ** 22], new Float32Array(2 ** 22));
    const controller = new AbortController();
    const computed = computeStatistics(elements, { bins: 4 }, controller.signal);
    setImmediate(() => controller.abort(new Error('given up')));
    await expect(computed).rejects.toThrow('given up');
  });
});

it('zeros are counted in any type', async () => {
  expect(await countZeros(stored('float32', [4], Float32Array.of(0, -0, 1, Number.NaN)))).toBe(2);
  expect(await countZeros(stored('int4', [4], Uint8Array.of(0x01, 0xf0)))).toBe(2);
  expect(await countZeros(stored('int64', [2], BigInt64Array.of(0n, 5n)))).toBe(1);
  expect(await countZeros(stored('bool', [3], Uint8Array.of(0, 1, 0)))).toBe(2);
});
