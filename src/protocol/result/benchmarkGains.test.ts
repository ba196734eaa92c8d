import { describe, expect, it } from 'vitest';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import { accuracyDropRate, baselineOf, compressionRatio, flops, reduction, speedup } from './benchmarkGains.ts';

describe('the metrics of the field', () => {
  it('are what their definitions say', () => {
    expect(flops(3)).toBe(6);
    expect(reduction(8, 2)).toBe(0.75);
    expect(reduction(2, 3)).toBe(-0.5);
    expect(compressionRatio(8, 2)).toBe(4);
    expect(speedup({ median: 0.5, low: 0.4, high: 0.8 })).toEqual({ median: 2, low: 1.25, high: 2.5 });
    expect(accuracyDropRate({ before: 0.8, after: 0.6, better: 'higher' })).toBeCloseTo(0.25, 12);
    expect(accuracyDropRate({ before: 2, after: 3, better: 'lower' })).toBe(0.5);
    expect(accuracyDropRate({ before: -2, after: -3, better: 'higher' })).toBe(0.5);
  });

  it('are undefined where there is nothing to divide by', () => {
    expect(reduction(0, 2)).toBeUndefined();
    expect(compressionRatio(8, 0)).toBeUndefined();
    expect(accuracyDropRate({ before: 0, after: 0, better: 'higher' })).toBeUndefined();
    expect(accuracyDropRate({ before: Number.NaN, after: 1, better: 'higher' })).toBeUndefined();
  });

  it('compare with the original on the same provider', () => {
    const [original, integer] = benchmarkReport().variants;
    if (original === undefined || integer === undefined) throw new Error('a report without variants');
    const elsewhere = { ...original, provider: 'webgpu' };
    const small = { ...integer, provider: 'webgpu' };
    const all = [original, integer, elsewhere, small];
    expect(all.map((each) => baselineOf(all, each))).toEqual([undefined, original, original, elsewhere]);
  });
});
