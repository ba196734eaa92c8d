import {
  integerLimits,
  type ChannelQuantizationParameters,
  type QuantizationParameters,
  type QuantizedType,
  type Range,
  type SchemeOptions,
} from './scheme.ts';
import type { ChannelLayout } from './schemeChannels.ts';

/** Quantized values, one element each; 4-bit types lie unpacked in bytes. */
export type QuantizedArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array;

export interface TensorOptions {
  /** Where the channels lie. Needed for per-channel parameters, not looked at for others. */
  readonly layout?: ChannelLayout;
  /** What the parameters were made with: values beyond the limits of the scheme are clipped to them. */
  readonly scheme?: SchemeOptions;
}

type Parameters = QuantizationParameters | ChannelQuantizationParameters;

const ARRAY_OF: Readonly<Record<QuantizedType, new (length: number) => QuantizedArray>> = {
  uint4: Uint8Array,
  int4: Int8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
};

/**
 * QuantizeLinear: saturate(round(x / scale) + zero point), dividing in float32 and rounding half to even, so that each
 * integer is the one the runtime would compute. NaN has no integer and must have been refused before.
 *
 * @throws {RangeError} if the layout does not fit the data or the parameters
 */
export function quantizeTensor(
  data: Float32Array,
  parameters: Parameters,
  options: TensorOptions = {},
): QuantizedArray {
  const target = new ARRAY_OF[parameters.type](data.length);
  const limits = integerLimits(parameters.type, options.scheme);
  for (const block of blocks(data.length, parameters, options.layout)) quantizeBlock(data, target, block, limits);
  return target;
}

/**
 * DequantizeLinear: (integer − zero point) · scale in float32.
 *
 * @throws {RangeError} if the layout does not fit the data or the parameters
 */
export function dequantizeTensor(
  values: QuantizedArray,
  parameters: Parameters,
  options: Pick<TensorOptions, 'layout'> = {},
): Float32Array {
  const target = new Float32Array(values.length);
  for (const block of blocks(values.length, parameters, options.layout)) dequantizeBlock(values, target, block);
  return target;
}

/**
 * Mean of (x − dequantized(quantized(x)))² over a tensor; 0 if it is empty.
 *
 * @throws {RangeError} if the layout does not fit the data or the parameters
 */
export function quantizationError(data: Float32Array, parameters: Parameters, options: TensorOptions = {}): number {
  const limits = integerLimits(parameters.type, options.scheme);
  let total = 0;
  for (const block of blocks(data.length, parameters, options.layout)) total += squaredError(data, block, limits);
  return data.length === 0 ? 0 : total / data.length;
}

/** Consecutive elements from `start`: `inner` of them for each of the scales. */
interface Block {
  readonly start: number;
  readonly inner: number;
  readonly scales: Float32Array;
  readonly zeroPoints: Int32Array;
}

/**
 * A tensor with one scale is cut into short blocks all the same: a loop that first runs over millions of elements is
 * compiled while its exit is still unknown, and V8 then throws the code away at each call.
 */
const LONGEST_RUN = 8192;

function* blocks(length: number, parameters: Parameters, layout: ChannelLayout | undefined): Generator<Block> {
  if (!('scales' in parameters)) {
    const scales = Float32Array.of(parameters.scale);
    const zeroPoints = Int32Array.of(parameters.zeroPoint);
    for (let start = 0; start < length; start += LONGEST_RUN) {
      yield { start, inner: Math.min(LONGEST_RUN, length - start), scales, zeroPoints };
    }
    return;
  }
  const { scales, zeroPoints, axis } = parameters;
  if (layout?.axis !== axis || layout.channels !== scales.length) {
    throw new RangeError(`${scales.length} channels on axis ${axis} do not fit the layout`);
  }
  const { outer, channels, inner } = layout;
  if (outer * channels * inner !== length) throw new RangeError(`${length} elements do not fit the layout`);
  for (let block = 0; block < outer; block++) yield { start: block * channels * inner, inner, scales, zeroPoints };
}

/** Adding and subtracting it rounds half to even what is closer to zero than 2^51. */
const ROUNDER = 1.5 * 2 ** 52;

function quantizeBlock(source: Float32Array, target: QuantizedArray, block: Block, limits: Range): void {
  const { inner, scales, zeroPoints } = block;
  let i = block.start;
  for (let channel = 0; channel < scales.length; channel++) {
    const scale = scales[channel] ?? NaN;
    const zeroPoint = zeroPoints[channel] ?? 0;
    const low = limits.min - zeroPoint;
    const high = limits.max - zeroPoint;
    for (const end = i + inner; i < end; i++) {
      let steps = Math.fround((source[i] ?? NaN) / scale);
      if (steps < low) steps = low;
      if (steps > high) steps = high;
      target[i] = steps + ROUNDER - ROUNDER + zeroPoint;
    }
  }
}

function dequantizeBlock(source: QuantizedArray, target: Float32Array, block: Block): void {
  const { inner, scales, zeroPoints } = block;
  let i = block.start;
  for (let channel = 0; channel < scales.length; channel++) {
    const scale = scales[channel] ?? NaN;
    const zeroPoint = zeroPoints[channel] ?? 0;
    for (const end = i + inner; i < end; i++) target[i] = Math.fround((source[i] ?? 0) - zeroPoint) * scale;
  }
}

function squaredError(source: Float32Array, block: Block, limits: Range): number {
  const { inner, scales, zeroPoints } = block;
  let i = block.start;
  let total = 0;
  for (let channel = 0; channel < scales.length; channel++) {
    const scale = scales[channel] ?? NaN;
    const low = limits.min - (zeroPoints[channel] ?? 0);
    const high = limits.max - (zeroPoints[channel] ?? 0);
    for (const end = i + inner; i < end; i++) {
      const value = source[i] ?? NaN;
      let steps = Math.fround(value / scale);
      if (steps < low) steps = low;
      if (steps > high) steps = high;
      const error = value - Math.fround((steps + ROUNDER - ROUNDER) * scale);
      total += error * error;
    }
  }
  return total;
}
