import { describe, expect, test } from 'vitest';
import type { QuantizedType, Range } from '../scheme.ts';
import { magnitudes, withoutZeros } from './bins.ts';
import { ClippingDivergence } from './divergence.ts';
import { entropyRange } from './entropy.ts';
import { Histogram } from './histogram.ts';
import { distributionNames, sample, type Distribution } from './testing/distributions.ts';

function entropyOf(data: Float32Array, type: QuantizedType = 'uint8', symmetric = false): Range {
  const histogram = new Histogram();
  histogram.add(data);
  return entropyRange(histogram.bins, histogram.range!, type, symmetric);
}

function withOutlier(distribution: Distribution, length: number, outlier: number): Float32Array {
  const data = sample(distribution, length + 1);
  data[length] = outlier;
  return data;
}

describe('entropyRange', () => {
  test.each<[QuantizedType, boolean]>([
    ['uint8', false],
    ['int8', false],
    ['int8', true],
    ['uint8', true],
  ])('cuts an outlier of 50 off N(0, 1), %s, symmetric %s', (type, symmetric) => {
    for (const outlier of [50, -50]) {
      const range = entropyOf(withOutlier('normal', 100_000, outlier), type, symmetric);
      expect(range.max - range.min).toBeLessThan(15);
      expect(range.min).toBeLessThan(-3);
      expect(range.max).toBeGreaterThan(3);
    }
  });

  test('cuts an outlier on the short side', () => {
    const range = entropyOf(withOutlier('shifted', 100_000, -40));
    expect(range.min).toBeGreaterThan(-5);
    expect(range.max).toBeGreaterThan(6);
  });

  test('cuts an outlier off values without negatives', () => {
    const range = entropyOf(withOutlier('relu', 100_000, 60));
    expect(range.min).toBe(0);
    expect(range.max).toBeLessThan(10);
    expect(range.max).toBeGreaterThan(3);
  });

  test('cuts an outlier off values without positives', () => {
    const range = entropyOf(withOutlier('negative', 100_000, -200));
    expect(range.min).toBeGreaterThan(-40);
    expect(range.min).toBeLessThan(-6);
    expect(range.max).toBeLessThanOrEqual(0);
  });

  test.each(['uniform', 'relu6'] as const)('leaves %s values whole', (name) => {
    const data = sample(name, 100_000);
    expect(entropyOf(data).min).toBe(data.toSorted()[0]);
    expect(entropyOf(data).max).toBe(data.toSorted().at(-1));
  });

  test.each(distributionNames)('finds a threshold for %s values that no other beats by much', (name) => {
    const data = withOutlier(name, 100_000, 40);
    const histogram = new Histogram();
    histogram.add(data);
    const { width, counts } = magnitudes(withoutZeros(histogram.bins), 4095);
    const divergence = new ClippingDivergence(counts, 128);
    let least = Infinity;
    for (let kept = 128; kept <= counts.length; kept++) least = Math.min(least, divergence.of(0, kept));

    const range = entropyRange(histogram.bins, histogram.range!, 'int8', true);
    const threshold = Math.max(-range.min, range.max);
    const kept = Math.min(counts.length, Math.round(threshold / width));
    expect(divergence.of(0, kept)).toBeLessThanOrEqual(least * 1.4 + 1e-6);
  });

  test('does not look at exact zeros', () => {
    const data = withOutlier('relu', 100_000, 60);
    const positive = data.filter((value) => value > 0);
    expect(entropyOf(data).max).toBe(entropyOf(positive).max);
  });

  test('scales with the values', () => {
    for (const scale of [2 ** -100, 2 ** -20, 2 ** 90]) {
      const data = withOutlier('laplace', 20_000, 80);
      const range = entropyOf(data);
      const scaled = entropyOf(data.map((value) => value * scale));
      expect(scaled).toEqual({ min: range.min * scale, max: range.max * scale });
    }
  });

  test.each([
    [[0, 0, 0]],
    [[7, 7, 7]],
    [[-7, -7]],
    [[0, 3]],
    [[-1, 1]],
    [[100, 101, 102]],
    [[1e-40, -1e-41]],
    [[3.4e38, -3.4e38]],
  ])('keeps the whole range of %j', (values) => {
    const data = Float32Array.from(values);
    const seen = { min: data.toSorted()[0], max: data.toSorted().at(-1) };
    for (const symmetric of [false, true]) expect(entropyOf(data, 'int8', symmetric)).toEqual(seen);
  });

  test('keeps the whole range where there are more levels than bins', () => {
    const data = withOutlier('normal', 10_000, 50);
    expect(entropyOf(data, 'uint16').max).toBe(50);
    expect(entropyOf(data, 'int16', true).max).toBe(50);
  });

  test('cuts more for fewer levels', () => {
    const data = sample('laplace', 200_000);
    expect(entropyOf(data, 'int4', true).max).toBeLessThan(entropyOf(data, 'int8', true).max);
    expect(entropyOf(data, 'uint4').max).toBeLessThan(entropyOf(data, 'uint8').max);
  });
});
