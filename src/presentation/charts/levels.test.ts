import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parametersFromRange } from '../../engine/quantize/scheme.ts';
import { dequantizeTensor, quantizeTensor } from '../../engine/quantize/schemeTensor.ts';
import { levelCount, nearestLevel, separateLevels } from './levels.ts';

describe('the levels of a grid', () => {
  it.each([
    [-1.27, 1.27, 0.01, 255],
    [0, 255, 1, 256],
    [-0.8, 0.7, 0.1, 16],
    // What a damaged or empty range is: nothing is separated.
    [0, 0, 1, 1],
    [0, 0, 0, 1],
    [-1, 1, 0, 1],
    [1, -1, 0.1, 1],
    [-1, 1, NaN, 1],
  ])('from %s to %s with a step of %s are %s', (low, high, scale, count) => {
    expect(levelCount({ low, high, scale })).toBe(count);
  });

  it('are those that the engine gives for every integer', () => {
    const end = fc.float({ min: -1000, max: 1000, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(end, end, (a, b) => {
        const range = { min: Math.min(a, b, -0.01), max: Math.max(a, b, 0.01) };
        const parameters = parametersFromRange(range, 'uint8');
        const integers = Uint8Array.from({ length: 256 }, (_, index) => index);
        const reals = dequantizeTensor(integers, parameters);
        const levels = { low: reals[0]!, high: reals[255]!, scale: parameters.scale };
        expect(levelCount(levels)).toBe(256);
        const drawn = separateLevels(levels, 1e9, 1)!;
        expect(drawn).toHaveLength(256);
        drawn.forEach((level, index) => {
          expect(Math.abs(level - reals[index]!)).toBeLessThan(1e-3 * parameters.scale);
        });
        const value = Float32Array.of(range.min + 0.3137 * (range.max - range.min));
        const [real] = dequantizeTensor(quantizeTensor(value, parameters), parameters);
        expect(Math.abs(nearestLevel(levels, value[0]!) - real!)).toBeLessThan(1.001 * parameters.scale);
        expect(Math.abs(nearestLevel(levels, value[0]!) - value[0]!)).toBeLessThan(0.501 * parameters.scale);
      }),
    );
  });

  it('are drawn one by one as long as they are far enough apart', () => {
    const levels = { low: -0.8, high: 0.7, scale: 0.1 };
    expect(separateLevels(levels, 60, 4)!.map((level) => Number(level.toFixed(6)))).toEqual(
      Array.from({ length: 16 }, (_, index) => (index - 8) / 10),
    );
    expect(separateLevels(levels, 59, 4)).toBeUndefined();
    expect(separateLevels({ low: -1, high: 1, scale: 0 }, 1000, 4)).toBeUndefined();
    expect(separateLevels({ low: 0, high: 1, scale: 0.1 }, NaN, 4)).toBeUndefined();
  });

  it('hold what lies beyond at their ends', () => {
    const levels = { low: -1.28, high: 1.27, scale: 0.01 };
    expect([nearestLevel(levels, -7), nearestLevel(levels, 7)].map((level) => level.toFixed(6))).toEqual([
      '-1.280000',
      '1.270000',
    ]);
    expect(nearestLevel({ low: 0, high: 0, scale: 0 }, 3)).toBe(0);
  });
});
