import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../test/propertySeed.ts';
import { withoutProfiler } from './withoutProfiler.ts';

const sum = (times: readonly number[]): number => times.reduce((total, each) => total + each, 0);

describe('times without what the profiler takes', () => {
  it('are shorter by the same for each run of a kernel', () => {
    const seen = [
      { microseconds: 100, count: 1 },
      { microseconds: 50, count: 5 },
    ];
    expect(withoutProfiler(seen, 138)).toEqual([98, 40]);
  });

  it('are those that were seen where all of them fit into the run', () => {
    expect(withoutProfiler([{ microseconds: 7, count: 1 }], 8)).toEqual([7]);
  });

  it('leave a tenth of what was seen of kernels that cannot spare as much, and take the rest from others', () => {
    const seen = [10, 100, 200].map((microseconds) => ({ microseconds, count: 1 }));
    expect(withoutProfiler(seen, 310 - 9 - 80)).toEqual([1, 60, 160]);
  });

  it('together are what is available wherever that can be, and never in another order', () => {
    const kernels = fc.array(
      fc.record({ microseconds: fc.double({ min: 0.5, max: 1e4, noNaN: true }), count: fc.constant(1) }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(kernels, fc.double({ min: 0.11, max: 1.5, noNaN: true }), (seen, share) => {
        const whole = sum(seen.map(({ microseconds }) => microseconds));
        const times = withoutProfiler(seen, share * whole);
        expect(sum(times)).toBeCloseTo(Math.min(1, share) * whole, 6);
        times.forEach((time, index) => {
          const { microseconds } = seen[index]!;
          expect(time).toBeGreaterThanOrEqual(0.1 * microseconds - 1e-9);
          expect(time).toBeLessThanOrEqual(microseconds);
          seen.forEach((other, place) => {
            if (other.microseconds >= microseconds) expect(times[place]!).toBeGreaterThanOrEqual(time - 1e-9);
          });
        });
      }),
    );
  });
});
