import { describe, expect, it } from 'vitest';
import { Random } from '../../../test/fixtures/random.ts';
import { hodgesLehmann } from './hodgesLehmann.ts';

import { exponential, launchInterval, relativeWidth } from './launchInterval.ts';
import { medianInterval } from './median.ts';

describe('the middle of measurements', () => {
  it.each([
    [[7], 7],
    [[1, 2], 1.5],
    // The means of pairs are 1, 1.5, 2, 5.5, 6, 10 for 1, 2, 10.
    [[1, 2, 10], 3.75],
    [[5, 5, 5, 1000], 5],
  ])('of %j is %d', (measurements, middle) => {
    expect(hodgesLehmann(measurements)).toBe(middle);
  });

  it('is nearly as exact as the mean where noise is normal, and stands a fifth of anything', () => {
    const random = new Random(5);
    const squares = { middle: 0, mean: 0 };
    for (let experiment = 0; experiment < 2000; experiment++) {
      const values = Array.from(random.normals(12));
      squares.middle += hodgesLehmann(values) ** 2;
      squares.mean += (values.reduce((sum, value) => sum + value, 0) / 12) ** 2;
    }
    expect(squares.mean / squares.middle).toBeGreaterThan(0.9);
    expect(Math.abs(hodgesLehmann([...Array.from(random.normals(16, 0.01)), 50, 60, 70, 80]))).toBeLessThan(0.02);
  });
});

describe('the interval over launches', () => {
  it('is that of Student of their middles', () => {
    // Middles 1, 2, 3: mean 2, standard error 1/√3, t of two degrees of freedom 4.3027.
    const { median, low, high } = launchInterval([[1], [2, 2, 2], [2, 4]]);
    expect(median).toBe(2);
    expect(high - median).toBeCloseTo(4.3027 / Math.sqrt(3), 3);
    expect(median - low).toBeCloseTo(high - median, 12);
  });

  it('of one or two, of which nothing follows for others, holds the intervals of their measurements', () => {
    expect(launchInterval([[1, 2, 3]])).toEqual({ median: 2, low: 1, high: 3 });
    expect(
      launchInterval([
        [1, 2, 3],
        [4, 4],
      ]),
    ).toEqual({ median: 3, low: 1, high: 4 });
  });

  it('holds the truth in 95 of 100, however much launches differ; one that takes blocks for independent does not', () => {
    const random = new Random(11);
    const experiments = 1500;
    let held = 0;
    let naive = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const launches = Array.from({ length: 6 }, () => Array.from(random.normals(12, 1, 2 * random.normal())));
      const holds = ({ low, high }: { low: number; high: number }): boolean => low <= 0 && 0 <= high;
      if (holds(launchInterval(launches))) held++;
      if (holds(medianInterval(launches.flat()))) naive++;
    }
    expect(held / experiments).toBeGreaterThan(0.935);
    expect(held / experiments).toBeLessThan(0.965);
    expect(naive / experiments).toBeLessThan(0.7);
  });

  it('of logarithms becomes one of ratios', () => {
    const interval = exponential({ median: 0, low: -Math.log(2), high: Math.log(2) });
    expect(interval.low).toBeCloseTo(0.5);
    expect(relativeWidth(interval)).toBeCloseTo(1.5);
  });
});
