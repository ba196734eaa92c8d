import { expect, it } from 'vitest';
import { Random } from '../../../test/fixtures/random.ts';
import { medianInterval } from './median.ts';

it.each([
  [[3], { median: 3, low: 3, high: 3 }],
  [[4, 1], { median: 2.5, low: 1, high: 4 }],
  [[5, 1, 3], { median: 3, low: 1, high: 5 }],
])('the median of %j is between its bounds', (measurements, expected) => {
  expect(medianInterval(measurements)).toEqual(expected);
});

it('has no median of nothing', () => {
  expect(() => medianInterval([])).toThrow(RangeError);
});

it('holds the true median in about 95 of 100 experiments, whatever the distribution', () => {
  const random = new Random(7);
  const experiments = 2000;
  for (const trueMedian of [0, 1]) {
    let held = 0;
    for (let index = 0; index < experiments; index++) {
      const normals = Array.from(random.normals(31, 1));
      // The exponential of a normal value is far from symmetric; its median is the exponential of the median.
      const { low, high } = medianInterval(trueMedian === 0 ? normals : normals.map((value) => Math.exp(value)));
      if (low <= trueMedian && trueMedian <= high) held++;
    }
    expect(held / experiments).toBeGreaterThan(0.94);
    expect(held / experiments).toBeLessThan(0.99);
  }
});
