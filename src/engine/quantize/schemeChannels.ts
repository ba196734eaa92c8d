import {
  isZeroRange,
  parametersFromRange,
  type ChannelQuantizationParameters,
  type QuantizedType,
  type Range,
  type SchemeOptions,
} from './scheme.ts';

/** A row-major tensor seen from one of its axes: `outer` blocks of `channels` runs of `inner` consecutive elements. */
export interface ChannelLayout {
  readonly axis: number;
  readonly outer: number;
  readonly channels: number;
  readonly inner: number;
}

/** @throws {RangeError} if `axis` (negative counts from the end) is not an axis of `shape` */
export function channelLayout(shape: readonly number[], axis: number): ChannelLayout {
  const position = axis < 0 ? axis + shape.length : axis;
  const channels = shape[position];
  if (channels === undefined) throw new RangeError(`axis ${axis} of a tensor with ${shape.length} axes`);
  const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);
  return {
    axis: position,
    outer: product(shape.slice(0, position)),
    channels,
    inner: product(shape.slice(position + 1)),
  };
}

/**
 * Smallest and largest value of every channel; [0, 0] for channels without elements. A channel with a NaN or an
 * infinity has NaN bounds, so that no scale can be made for it.
 */
export function channelRanges(data: Float32Array, layout: ChannelLayout): readonly Range[] {
  const { outer, channels, inner } = layout;
  if (outer * inner === 0) return Array.from({ length: channels }, () => ({ min: 0, max: 0 }));
  const low = new Float32Array(channels).fill(Infinity);
  const high = new Float32Array(channels).fill(-Infinity);
  for (let block = 0; block < outer; block++) {
    if (inner === 1) widenByRow(low, high, data, block * channels);
    else widenByRuns(low, high, data, block * channels * inner, inner);
  }
  return Array.from(low, (min, channel) => ({ min, max: high[channel] ?? min }));
}

/** One value of each channel, side by side from `start`. */
function widenByRow(low: Float32Array, high: Float32Array, data: Float32Array, start: number): void {
  for (let channel = 0; channel < low.length; channel++) {
    const value = data[start + channel] ?? NaN;
    const poison = value - value;
    low[channel] = Math.min(low[channel] ?? NaN, value) + poison;
    high[channel] = Math.max(high[channel] ?? NaN, value) + poison;
  }
}

/** `inner` values of each channel, one run after the other from `start`. */
function widenByRuns(low: Float32Array, high: Float32Array, data: Float32Array, start: number, inner: number): void {
  for (let channel = 0; channel < low.length; channel++) {
    const begin = start + channel * inner;
    let min = low[channel] ?? NaN;
    let max = high[channel] ?? NaN;
    // NaN as soon as one value is not finite, else 0: cheaper than a test for each value.
    let poison = 0;
    for (let i = begin; i < begin + inner; i++) {
      const value = data[i] ?? NaN;
      if (value < min) min = value;
      if (value > max) max = value;
      poison += value - value;
    }
    low[channel] = min + poison;
    high[channel] = max + poison;
  }
}

/**
 * Scale and zero point of every channel. A channel of zeros takes the largest scale of the other channels: any scale
 * is exact for it, and with this one its int32 bias (whose scale is a multiple) stays as precise as its neighbours'.
 *
 * @throws {UnusableRangeError} if a bound of a channel is not finite
 */
export function channelParameters(
  ranges: readonly Range[],
  type: QuantizedType,
  axis: number,
  options: SchemeOptions = {},
): ChannelQuantizationParameters {
  const scales = new Float32Array(ranges.length);
  const zeroPoints = new Int32Array(ranges.length);
  let largest = 0;
  for (const [channel, range] of ranges.entries()) {
    const { scale, zeroPoint } = parametersFromRange(range, type, options);
    scales[channel] = scale;
    zeroPoints[channel] = zeroPoint;
    if (!isZeroRange(range, type, options)) largest = Math.max(largest, scale);
  }
  if (largest > 0) {
    for (const [channel, range] of ranges.entries()) {
      if (isZeroRange(range, type, options)) scales[channel] = largest;
    }
  }
  return { type, axis, scales, zeroPoints };
}
