import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDecibels,
  formatMilliseconds,
  formatDifference,
  formatRatio,
  formatSeconds,
  formatShare,
} from './quantity.ts';

describe('numbers have a unit and at most three digits', () => {
  it.each([
    [formatBytes(0), '0 B'],
    [formatBytes(999), '999 B'],
    [formatBytes(147_456), '147 kB'],
    [formatBytes(999_600), '1 MB'],
    [formatBytes(2_280_000_000), '2.28 GB'],
    [formatCount(0), '0'],
    [formatCount(53), '53'],
    [formatCount(36_928), '36.9 k'],
    [formatCount(4.11e9), '4.11 G'],
    [formatMilliseconds(0.0123), '12.3 µs'],
    [formatMilliseconds(3.1), '3.1 ms'],
    [formatMilliseconds(999.7), '1 s'],
    [formatMilliseconds(125_000), '2 min 5 s'],
    [formatSeconds(0.4), '0 s'],
    [formatSeconds(59.6), '1 min 0 s'],
    [formatSeconds(4200), '1 h 10 min'],
    [formatShare(1), '100 %'],
    [formatShare(0.98551), '98.6 %'],
    [formatDifference(-0.3), '−0.3'],
    [formatDifference(-0), '0'],
    [formatDifference(0.12), '+0.12'],
    [formatDecibels(31.24), '31.2 dB'],
    [formatDecibels(Infinity), '∞ dB'],
    [formatDecibels(-Infinity), '−∞ dB'],
    [formatDecibels(NaN), '– dB'],
    [formatRatio(3.8712), '3.87×'],
    [formatRatio(0.0000123), '0.0000123×'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});
