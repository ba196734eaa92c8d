import { describe, expect, test } from 'vitest';
import { UnusableRangeError, parametersFromRange } from './scheme.ts';
import { channelLayout, channelParameters, channelRanges } from './schemeChannels.ts';

describe('channelLayout', () => {
  test('splits a shape at the axis', () => {
    expect(channelLayout([4, 3, 5, 7], 0)).toEqual({ axis: 0, outer: 1, channels: 4, inner: 105 });
    expect(channelLayout([4, 3, 5, 7], 1)).toEqual({ axis: 1, outer: 4, channels: 3, inner: 35 });
    expect(channelLayout([4, 3, 5, 7], -1)).toEqual({ axis: 3, outer: 60, channels: 7, inner: 1 });
  });

  test('refuses an axis that is not there', () => {
    expect(() => channelLayout([4], 1)).toThrow(RangeError);
    expect(() => channelLayout([], 0)).toThrow(RangeError);
    expect(() => channelLayout([4], -2)).toThrow(RangeError);
  });
});

describe('channelRanges', () => {
  // 2 × 3 × 2, where an element says where it is.
  const data = Float32Array.from([0, 1, 10, 11, 20, 21, 100, 101, 110, -111, 120, 121]);

  test.each([
    [
      0,
      [
        [0, 21],
        [-111, 121],
      ],
    ],
    [
      1,
      [
        [0, 101],
        [-111, 110],
        [20, 121],
      ],
    ],
    [
      2,
      [
        [0, 120],
        [-111, 121],
      ],
    ],
  ])('along axis %d', (axis, expected) => {
    const ranges = channelRanges(data, channelLayout([2, 3, 2], axis));
    expect(ranges.map(({ min, max }) => [min, max])).toEqual(expected);
  });

  test.each([0, 1, 2])('a value that is not finite spoils its channel of axis %d, and no other', (axis) => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const spoiled = data.slice();
      spoiled[3] = bad;
      const place = [0, 1, 1][axis];
      channelRanges(spoiled, channelLayout([2, 3, 2], axis)).forEach((range, channel) => {
        expect(Number.isNaN(range.min), String(channel)).toBe(channel === place);
        expect(Number.isNaN(range.max), String(channel)).toBe(channel === place);
      });
    }
  });

  test('of channels without elements are [0, 0]', () => {
    expect(channelRanges(new Float32Array(0), channelLayout([2, 0], 0))).toEqual([
      { min: 0, max: 0 },
      { min: 0, max: 0 },
    ]);
  });
});

describe('channelParameters', () => {
  test('are those of each channel alone', () => {
    const ranges = [
      { min: -1, max: 0.5 },
      { min: 0, max: 300 },
    ];
    const parameters = channelParameters(ranges, 'uint8', 1);
    const alone = ranges.map((range) => parametersFromRange(range, 'uint8'));
    expect(parameters.axis).toBe(1);
    expect([...parameters.scales]).toEqual(alone.map(({ scale }) => scale));
    expect([...parameters.zeroPoints]).toEqual(alone.map(({ zeroPoint }) => zeroPoint));
  });

  test('give channels of zeros the largest scale of the others', () => {
    const ranges = [
      { min: 0, max: 0 },
      { min: -1, max: 1 },
      { min: -0.5, max: 1e-40 },
      { min: 0, max: 1e-41 },
    ];
    const { scales } = channelParameters(ranges, 'int8', 0, { symmetric: true });
    expect([...scales]).toEqual([1 / 127, 1 / 127, 0.5 / 127, 1 / 127].map(Math.fround));
    expect([...channelParameters([{ min: 0, max: 0 }], 'int8', 0).scales]).toEqual([1]);
  });

  test('refuse a channel that is not finite', () => {
    expect(() => channelParameters([{ min: NaN, max: NaN }], 'int8', 0)).toThrow(UnusableRangeError);
  });
});
