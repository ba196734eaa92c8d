import { describe, expect, test } from 'vitest';
import { MovingAverageCollector } from './movingAverage.ts';

describe('MovingAverageCollector', () => {
  test('starts at the first batch and moves towards each later one', () => {
    const collector = new MovingAverageCollector();
    expect(collector.range).toBeNull();
    collector.add({ min: -1, max: 10 });
    expect(collector.range).toEqual({ min: -1, max: 10 });
    collector.add({ min: -2, max: 110 });
    expect(collector.range?.min).toBeCloseTo(-1.01, 12);
    expect(collector.range?.max).toBeCloseTo(11, 12);
  });

  test('has the closed form of a geometric series', () => {
    const constant = 0.2;
    const collector = new MovingAverageCollector(constant);
    collector.add({ min: 0, max: 1 });
    for (let batch = 0; batch < 30; batch++) collector.add({ min: 0, max: 5 });
    expect(collector.range?.max).toBeCloseTo(5 - 4 * (1 - constant) ** 30, 12);
  });

  test('passes over batches that are not finite', () => {
    const collector = new MovingAverageCollector(0.5);
    collector.add({ min: NaN, max: 1 });
    expect(collector.range).toBeNull();
    collector.add({ min: 0, max: 1 });
    collector.add({ min: 0, max: Infinity });
    expect(collector.range).toEqual({ min: 0, max: 1 });
  });

  test.each([0, -0.1, 1.1, NaN])('refuses the constant %d', (constant) => {
    expect(() => new MovingAverageCollector(constant)).toThrow(RangeError);
  });
});
