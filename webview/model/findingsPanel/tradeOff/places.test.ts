import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MixedFront, MixedPoint } from '../../../../src/protocol/result/mixed.ts';
import { mixedFrontFixture } from '../fixtures/mixedFront.ts';
import { frontSteps, rangeAround, relativeCost } from './places.ts';

const float = { value: 98, milliseconds: 2, bytes: 1000 };

function frontOf(points: readonly (readonly [speedup: number, value: number, isOnFront: boolean])[]): MixedFront {
  const [one] = mixedFrontFixture(1).points as [MixedPoint];
  return {
    ...{ ...mixedFrontFixture(1), float },
    points: points.map(([median, value, isOnFront], id) => ({
      ...{ ...one, id, value, bytes: 250, front: { latency: isOnFront, size: false } },
      latency: { ...one.latency, speedup: { median, low: median * 0.8, high: median * 1.25 } },
    })),
  };
}

it('says costs as shares of the float model, the interval of the latency the other way round', () => {
  const front = frontOf([[2, 97, true]]);
  expect(relativeCost(front.points[0]!, front, 'latency')).toEqual({ value: 0.5, low: 0.4, high: 0.625 });
  expect(relativeCost(front.points[0]!, front, 'size')).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
});

it('goes up in steps: what costs more reaches as much until a better point comes', () => {
  const front = frontOf([
    ...([
      [1, 97, true],
      [4, 80, true],
      [2, 95, true],
      [3, 60, false],
    ] as const),
  ]);
  expect(frontSteps(front, 'latency')).toEqual([
    [0.25, 80],
    [0.5, 80],
    [0.5, 95],
    [1, 95],
    [1, 97],
  ]);
  expect(frontSteps(front, 'size')).toEqual([]);
});

it('passes over points that have no place', () => {
  const front = frontOf([
    [0, 97, true],
    [2, Number.NaN, true],
    [4, Infinity, true],
  ]);
  expect(frontSteps(front, 'latency')).toEqual([[0.25, Infinity]]);
});

it('never goes back, and passes through every point of the front', () => {
  const point = fc.tuple(fc.double({ min: 0.1, max: 20, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }));
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (points) => {
      const front = frontOf(points.map(([speedup, value]) => [speedup, value, true]));
      const steps = frontSteps(front, 'latency');
      steps.forEach(([x, y], index) => {
        const before = steps[index - 1];
        if (before === undefined) return;
        expect(x).toBeGreaterThanOrEqual(before[0]);
        // One of both stays: steps have right angles.
        expect(x === before[0] || y === before[1]).toBe(true);
      });
      for (const each of front.points) {
        expect(steps).toContainEqual([relativeCost(each, front, 'latency').value, each.value]);
      }
    }),
  );
});

it('leaves room around all that is finite', () => {
  expect(rangeAround([10, 20, Infinity, Number.NaN], 1)).toEqual([9.2, 20.8]);
  expect(rangeAround([5], 2)).toEqual([4, 6]);
  expect(rangeAround([], 1)).toEqual([-0.08, 1.08]);
});
