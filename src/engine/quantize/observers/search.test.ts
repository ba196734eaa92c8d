import { describe, expect, test } from 'vitest';
import { minimize, minimizeReach, type SearchOptions } from './search.ts';

const SEARCH: SearchOptions = { coarsePoints: 64, finePoints: 8, resolution: 1e-3 };

describe('minimize', () => {
  test.each([0.002, 0.1, 1, 37.5, 99.9, 100])('finds the lowest point %d', (lowest) => {
    const found = minimize((x) => Math.abs(x - lowest), 100, SEARCH);
    expect(Math.abs(found.argument - lowest)).toBeLessThanOrEqual(SEARCH.resolution);
    expect(found.cost).toBe(Math.abs(found.argument - lowest));
  });

  test('finds the lower of two valleys', () => {
    const cost = (x: number): number => Math.min(Math.abs(x - 90) + 1, Math.abs(x - 2));
    expect(minimize(cost, 100, SEARCH).argument).toBeCloseTo(2, 2);
  });

  test('stays at the upper end where nothing is gained, and within the interval', () => {
    const tried: number[] = [];
    const flat = (x: number): number => {
      tried.push(x);
      return 1;
    };
    expect(minimize(flat, 100, SEARCH).argument).toBe(100);
    expect(Math.max(...tried)).toBeLessThanOrEqual(100);
    expect(Math.min(...tried)).toBeGreaterThanOrEqual(SEARCH.resolution * (1 - 1e-12));
    expect(minimize(flat, 0, SEARCH)).toEqual({ argument: 0, cost: 1 });
  });
});

describe('minimizeReach', () => {
  test('finds both ends where they depend on each other', () => {
    const cost = (below: number, above: number): number =>
      (below - 3) ** 2 + (above - 40) ** 2 + 0.5 * (below - 3) * (above - 40);
    const { below, above } = minimizeReach(cost, { below: 100, above: 100 }, SEARCH);
    expect(below).toBeCloseTo(3, 1);
    expect(above).toBeCloseTo(40, 1);
  });

  test('goes no further than it may, and leaves an empty side alone', () => {
    const cost = (below: number, above: number): number => -below - above;
    expect(minimizeReach(cost, { below: 0, above: 7 }, SEARCH)).toEqual({ below: 0, above: 7 });
    expect(minimizeReach(cost, { below: 5, above: 0 }, SEARCH)).toEqual({ below: 5, above: 0 });
  });
});
